"""Proves that a slimmed TensorFlow image still does everything a job needs; run by scripts/images/smoke-tensorflow.sh.

Prints one line a step with its seconds, and at the end the libraries that were mapped (--maps) for the next cut.
"""

import contextlib
import io
import sys
import time
from pathlib import Path

clock = time.monotonic()


def step(name: str) -> None:
    global clock
    now = time.monotonic()
    print(f"  {now - clock:6.2f} s  {name}", flush=True)
    clock = now


import numpy as np
import tensorflow as tf
from tensorflow import keras

step(f"import tensorflow {tf.__version__}, keras {keras.__version__}")

keras.utils.set_random_seed(1)
pictures = np.random.default_rng(1).integers(0, 256, (64, 32, 32, 3)).astype("float32")
labels = (pictures[:, :16].mean((1, 2, 3)) > pictures[:, 16:].mean((1, 2, 3))).astype("int32")


def batches(shuffle: bool) -> tf.data.Dataset:
    data = tf.data.Dataset.from_tensor_slices((pictures, labels)).cache()
    return (data.shuffle(64, seed=1) if shuffle else data).batch(16).prefetch(tf.data.AUTOTUNE)


model = keras.Sequential(
    [
        keras.Input((32, 32, 3)),
        keras.layers.RandomFlip("horizontal"),
        keras.layers.RandomTranslation(0.1, 0.1),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Conv2D(8, 3, strides=2, use_bias=False),
        keras.layers.BatchNormalization(momentum=0.9),
        keras.layers.ReLU(),
        keras.layers.DepthwiseConv2D(3, padding="same", activation="relu6"),
        keras.layers.MaxPooling2D(),
        keras.layers.Dropout(0.1),
        keras.layers.Flatten(),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
history = model.fit(batches(True), validation_data=batches(False), epochs=2, verbose=0, callbacks=[stop])
step("train with tf.data, augmentation, early stopping")
model.summary(print_fn=lambda text: None)
scores = model.predict(pictures, verbose=0)
model.save("smoke.keras")
loaded = keras.models.load_model("smoke.keras")
assert np.allclose(loaded.predict(pictures, verbose=0), scores, atol=1e-5)
step("save and load .keras")

archive = keras.export.ExportArchive()
archive.track(loaded)
archive.add_endpoint(
    "serve",
    lambda x: loaded(x, training=False),
    input_signature=[tf.TensorSpec((1, 32, 32, 3), tf.float32)],
)
archive.write_out("exported", verbose=False)
Path("float32.tflite").write_bytes(tf.lite.TFLiteConverter.from_saved_model("exported").convert())
converter = tf.lite.TFLiteConverter.from_saved_model("exported")
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.representative_dataset = lambda: ([picture[None]] for picture in pictures[:8])
converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
converter.inference_input_type = converter.inference_output_type = tf.int8
flat = converter.convert()
Path("int8.tflite").write_bytes(flat)
step("export and convert to float32 and int8")

interpreter = tf.lite.Interpreter(
    model_content=flat,
    experimental_op_resolver_type=tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
)
interpreter.allocate_tensors()
source, sink = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
scale, zero = source["quantization"]
picture = np.clip(np.round(pictures[:1] / scale + zero), -128, 127).astype(np.int8)
interpreter.set_tensor(source["index"], picture)
interpreter.invoke()
lite = interpreter.get_tensor(sink["index"])
with contextlib.redirect_stdout(io.StringIO()) as analysis:
    tf.lite.experimental.Analyzer.analyze(model_content=flat)
assert "CONV_2D" in analysis.getvalue()
step("tf.lite.Interpreter and Analyzer")

from tflite_micro import runtime

micro = runtime.Interpreter.from_bytes(flat)
micro.set_input(picture, 0)
micro.invoke()
assert np.array_equal(micro.get_output(0), lite), (micro.get_output(0), lite)
micro.print_allocations()
step("tflite_micro gives the same bytes")

import matplotlib.pyplot as plt
from PIL import Image, ImageOps

step("import matplotlib.pyplot and PIL")
figure, axes = plt.subplots(figsize=(8, 8), dpi=100)
axes.plot(history.history["accuracy"], label="accuracy, $x^2$")
axes.legend()
figure.savefig("curves.png")
confusion, axes = plt.subplots()
axes.imshow(np.eye(2), cmap="Blues")
confusion.savefig("confusion.png")
assert Image.open("curves.png").size == (800, 800)
step("plot")
formats = {"JPEG": "RGB", "PNG": "RGBA", "WEBP": "RGB", "BMP": "RGB", "GIF": "P", "TIFF": "RGB"}
for kind, mode in formats.items():
    stream = io.BytesIO()
    Image.fromarray(pictures[0].astype("uint8")).convert(mode).save(stream, kind)
    ImageOps.exif_transpose(Image.open(io.BytesIO(stream.getvalue()))).convert("RGB").load()
tf.io.decode_image(tf.io.encode_jpeg(pictures[0].astype("uint8")), channels=3)
np.savez_compressed("holdout.npz", pictures=pictures)
np.load("holdout.npz")["pictures"]
step("pictures: " + ", ".join(formats))

if "--maps" in sys.argv:
    mapped = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if ".so" in line}
    print("\n".join(sorted(mapped)))
    print("modules", len(sys.modules), sorted({name.split(".")[0] for name in sys.modules}))
print("all of it works")
