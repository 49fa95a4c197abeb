"""The parts of the C++ that are the same for every model."""

from importlib.resources import files


def template(name: str) -> str:
    """The text of `templates/<name>`."""
    return files("tinymlaas_tf").joinpath("templates", name).read_text("utf-8")
