"""Architecture `auto`: which network, which weights to begin with, which size and colour."""
