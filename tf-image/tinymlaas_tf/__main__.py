"""`python -m tinymlaas_tf`."""

from .cli import enter

enter()
