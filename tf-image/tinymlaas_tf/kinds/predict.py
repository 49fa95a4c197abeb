"""Kind `predict`: one picture, by the float model, the int8 model, or both."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..picture.decode_picture import decode_picture
from ..picture.fit_picture import fit_picture
from ..picture.problem import BadPicture
from ..errors import BadInput
from ..job.fields import choice
from ..process.kept import Kept
from ..job.parameters import RESIZES, Preprocessing
from .context import Context, Report
from .loaded import Loaded
from .read_files import read_files
from .self_description import read_description

MODELS = ("model.keras", "model.tflite")


def run_predict(context: Context) -> Report:
    """Scores per class. Raises BadInput."""
    job = context.stream.job
    resize = choice(job.parameters, "resize", RESIZES, "stretch")
    context.watch.enter("load")
    files = read_files(context.stream, context.space, ("picture",), MODELS)
    models = {name: files[name] for name in MODELS if name in files}
    trained = _description(context.kept, models)
    try:
        picture = decode_picture(files["picture"].read_bytes(), None if trained is None else max(trained.width, trained.height))
    except BadPicture as error:
        hint = "Send a JPEG, PNG, GIF, WebP, AVIF, HEIC, BMP, TIFF, PGM or PPM picture of at most 25 megapixels."
        raise BadInput(error.code, error.message, hint, ["body", "file"]) from error

    from ..tensorflow_setup import set_up_tensorflow

    set_up_tensorflow(0)
    loaded = context.kept.models(lambda: _load(models))
    shape = replace(loaded.shape, resize=resize)

    from .classify import classify

    return classify(context, loaded, fit_picture(picture.render(shape), shape), shape)


def _description(kept: Kept, models: Mapping[str, Path]) -> Preprocessing | None:
    """How the training made its pictures, without TensorFlow: a picture that cannot be read is told at once."""
    if kept.loaded is not None:
        return kept.loaded.trained
    return read_description(models["model.keras"]) if "model.keras" in models else None


def _load(models: Mapping[str, Path]) -> Loaded:
    if not models:
        raise BadInput("missing-input", "The stream has neither model.keras nor model.tflite.", "Train the model again.")

    from .classify import load_models

    return load_models(models)
