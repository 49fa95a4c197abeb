"""How good a model is: plain numpy, no TensorFlow."""
