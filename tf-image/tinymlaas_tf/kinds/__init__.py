"""What a container can be asked to do, one file each."""
