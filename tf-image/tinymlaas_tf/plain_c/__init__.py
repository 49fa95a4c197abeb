"""The int8 model as C: no library, no interpreter, no allocation, every number known before it is compiled."""
