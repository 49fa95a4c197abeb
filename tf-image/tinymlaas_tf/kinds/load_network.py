"""A stored model.keras -> a network."""

from pathlib import Path

import keras

from ..errors import BadInput


def load_network(path: Path) -> keras.Model:
    """Load a model that `train` wrote; nothing in the file is executed. Raises BadInput."""
    try:
        return keras.models.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises many kinds for a broken archive
        hint = "Train the model again: its stored file cannot be read."
        raise BadInput("bad-model", f"model.keras cannot be loaded: {str(error)[:500]}", hint) from error
