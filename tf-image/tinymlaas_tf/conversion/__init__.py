"""From Keras to TensorFlow Lite, and what is inside the result."""
