"""From the bytes of one file to the network's input."""
