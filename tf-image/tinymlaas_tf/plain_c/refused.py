"""Models that cannot become C."""


class NotAsCode(Exception):
    """Why a model is not offered as C, and what to do; the text is for people."""
