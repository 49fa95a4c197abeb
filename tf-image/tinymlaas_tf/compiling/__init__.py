"""The steps of a compile."""
