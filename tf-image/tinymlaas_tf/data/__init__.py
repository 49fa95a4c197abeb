"""From the bytes of pictures to one uint8 array, split into training and validation."""
