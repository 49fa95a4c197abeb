"""op_resolver.h: just the operators that the model uses."""

from collections.abc import Sequence

METHODS = {
    "ADD": "AddAdd", "AVERAGE_POOL_2D": "AddAveragePool2D", "CONV_2D": "AddConv2D",
    "DEPTHWISE_CONV_2D": "AddDepthwiseConv2D", "DEQUANTIZE": "AddDequantize", "FULLY_CONNECTED": "AddFullyConnected",
    "MAX_POOL_2D": "AddMaxPool2D", "MEAN": "AddMean", "MUL": "AddMul", "PAD": "AddPad", "QUANTIZE": "AddQuantize",
    "RELU": "AddRelu", "RELU6": "AddRelu6", "RESHAPE": "AddReshape", "SOFTMAX": "AddSoftmax",
}  # fmt: skip


def op_resolver_h(operators: Sequence[str]) -> str:
    """Registers `operators` (names of the schema, once each). Raises KeyError for one that no network here makes."""
    calls = " ||\n      ".join(f"resolver->{METHODS[name]}() != kTfLiteOk" for name in operators)
    return f"""// Registers the operators that the model uses, and no others: each one costs flash.
#ifndef TINYMLAAS_OP_RESOLVER_H_
#define TINYMLAAS_OP_RESOLVER_H_

#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

using ModelOpResolver = tflite::MicroMutableOpResolver<{len(operators)}>;

inline TfLiteStatus RegisterModelOps(ModelOpResolver* resolver) {{
  if ({calls}) {{
    return kTfLiteError;
  }}
  return kTfLiteOk;
}}

#endif  // TINYMLAAS_OP_RESOLVER_H_
"""
