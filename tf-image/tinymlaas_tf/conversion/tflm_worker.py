"""Runs one int8 model in TFLite Micro; its own process, so that an abort in there ends nothing else.

Arguments: model.tflite, inputs.npy (int8 or int16 [n, height, width, channels]), a file for the outputs, and after that the numbers
of tensors to give instead of the model's output. Every picture's bytes are written as soon as they are there, so what was answered
before a time limit counts. What TFLite Micro prints about its arena goes to stderr.
"""

import sys

import numpy as np

ARENA = 64 * 1024 * 1024


def main(model_path: str, inputs_path: str, outputs_path: str, *tensors: str) -> None:
    """Run every picture; the outputs as the model gives them."""
    from tflite_micro import runtime

    # Where all tensors are kept, none shares its place with another, and the arena's use means nothing.
    config = runtime.InterpreterConfig.kPreserveAllTensors if tensors else runtime.InterpreterConfig.kAllocationRecording
    interpreter = runtime.Interpreter.from_file(model_path, arena_size=ARENA, intrepreter_config=config)
    with open(outputs_path, "wb", buffering=0) as file:
        for number, picture in enumerate(np.load(inputs_path, mmap_mode="r")):
            interpreter.set_input(picture[None], 0)
            interpreter.invoke()
            if tensors:
                file.write(b"".join(interpreter.GetTensor(int(tensor), 0)["tensor_data"].tobytes() for tensor in tensors))
                continue
            file.write(interpreter.get_output(0)[0].tobytes())
            if number == 0:
                interpreter.print_allocations()


if __name__ == "__main__":
    main(*sys.argv[1:])
