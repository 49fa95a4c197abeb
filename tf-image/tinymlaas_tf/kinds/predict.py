"""Kind `predict`: one picture, by the float model, the int8 model, or both."""

from dataclasses import replace

from ..picture.decode_picture import decode_picture
from ..picture.fit_picture import fit_picture
from ..picture.problem import BadPicture
from ..errors import BadInput
from ..fields import choice
from ..parameters import RESIZES, Preprocessing
from .context import Context, Report
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
    if not models:
        raise BadInput("missing-input", "The stream has neither model.keras nor model.tflite.", "Train the model again.")
    trained = read_description(models["model.keras"]) if "model.keras" in models else None
    try:
        picture = decode_picture(files["picture"].read_bytes(), None if trained is None else max(trained.width, trained.height))
    except BadPicture as error:
        hint = "Send a JPEG, PNG, GIF, WebP, AVIF, HEIC, BMP, TIFF, PGM or PPM picture of at most 25 megapixels."
        raise BadInput(error.code, error.message, hint, ["body", "file"]) from error

    from ..tensorflow_setup import set_up_tensorflow
    from .classify import classify, input_size

    set_up_tensorflow(0)
    width, height, channels = input_size(models)
    shape = replace(trained or Preprocessing(0, 0, 0, ""), width=width, height=height, channels=channels, resize=resize)
    return classify(context, models, fit_picture(picture.render(shape), shape), shape)
