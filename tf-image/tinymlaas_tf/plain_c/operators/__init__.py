"""One operator of TensorFlow Lite a file: its constants, the kernels it needs, and the call."""
