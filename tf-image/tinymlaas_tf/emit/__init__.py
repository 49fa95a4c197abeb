"""Files for people and for microcontrollers."""
