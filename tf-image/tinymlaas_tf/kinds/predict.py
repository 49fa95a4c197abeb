"""Kind `predict`: one picture, by the float model, the int8 model, or both."""


from ..data.decode_picture import decode_picture
from ..data.fit_picture import fit_picture
from ..data.problem import BadPicture
from ..errors import BadInput
from ..fields import choice
from ..parameters import RESIZES, Preprocessing
from .context import Context, Report
from .read_files import read_files

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
    try:
        picture = decode_picture(files["picture"].read_bytes())
    except BadPicture as error:
        hint = "Send a JPEG, PNG, GIF, WebP, BMP or TIFF picture of at most 25 megapixels."
        raise BadInput(error.code, error.message, hint, ["body", "file"]) from error

    from ..tensorflow_setup import set_up_tensorflow
    from .classify import classify, input_size

    set_up_tensorflow(0)
    shape = Preprocessing(*input_size(models), resize)
    return classify(context, models, fit_picture(picture, shape), shape)
