"""Boards: the catalogue, what fits, what a model may cost."""
