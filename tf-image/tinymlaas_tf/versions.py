"""What runs here."""

import platform


def versions() -> dict[str, str]:
    """Versions of what a result depends on; needs TensorFlow imported."""
    import keras
    import numpy
    import PIL
    import tensorflow

    return {
        "python": platform.python_version(),
        "tensorflow": tensorflow.__version__,
        "keras": keras.__version__,
        "numpy": numpy.__version__,
        "pillow": PIL.__version__,
    }
