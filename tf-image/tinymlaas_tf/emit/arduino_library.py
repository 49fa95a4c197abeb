"""model_arduino.zip: the model as an Arduino library."""

from .make_zip import make_zip
from .sources import BoardModel, library_sources
from .template import template

NAME = "tinymlaas_model"
PROPERTIES = f"""name={NAME}
version=1.0.0
author=TinyMLaaS
maintainer=TinyMLaaS
sentence=An image classifier for microcontrollers.
paragraph=Needs a TensorFlow Lite Micro library, for example Arduino_TensorFlowLite or Chirale_TensorFlowLite.
category=Data Processing
url=https://github.com/TinyMLaaS
architectures=*
includes={NAME}.h
"""
HEADER = """// Everything of this library.
#ifndef TINYMLAAS_MODEL_H_
#define TINYMLAAS_MODEL_H_

#include "classifier.h"
#include "golden_test.h"
#include "model_settings.h"
#include "preprocess.h"

#endif  // TINYMLAAS_MODEL_H_
"""


def arduino_library(board: BoardModel) -> bytes:
    """The .zip file for `Sketch > Include Library > Add .ZIP Library`. Arduino compiles .cpp, not .cc."""
    sources = {path.replace(".cc", ".cpp"): text for path, text in library_sources(board).items()}
    return make_zip(
        {
            f"{NAME}/library.properties": PROPERTIES,
            f"{NAME}/src/{NAME}.h": HEADER,
            **{f"{NAME}/src/{path}": text for path, text in sources.items()},
            f"{NAME}/examples/classify/classify.ino": template("classify.ino"),
            f"{NAME}/examples/self_test/self_test.ino": template("self_test.ino"),
        }
    )
