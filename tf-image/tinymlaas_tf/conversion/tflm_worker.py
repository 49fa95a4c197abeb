"""Runs one int8 model in TFLite Micro; its own process, so that an abort in there ends nothing else.

Arguments: model.tflite, inputs.npy (int8 or int16 [n, height, width, channels]), outputs.npy to write. What TFLite
Micro prints about its arena goes to stderr.
"""

import sys

import numpy as np

ARENA = 64 * 1024 * 1024


def main(model_path: str, inputs_path: str, outputs_path: str) -> None:
    """Run every picture; the outputs as the model gives them."""
    from tflite_micro import runtime

    interpreter = runtime.Interpreter.from_file(model_path, arena_size=ARENA)
    outputs = []
    for picture in np.load(inputs_path):
        interpreter.set_input(picture[None], 0)
        interpreter.invoke()
        outputs.append(interpreter.get_output(0)[0].copy())
    interpreter.print_allocations()
    np.save(outputs_path, np.stack(outputs))


if __name__ == "__main__":
    main(*sys.argv[1:4])
