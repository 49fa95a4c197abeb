// Shifts of negative numbers to the right are arithmetic here, as with every compiler for microcontrollers.
#include "@.h"

#include <string.h>

// Arduino and others build for size, which makes this half as fast and saves less than a kilobyte.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O2")
#endif

#ifdef __ARM_FEATURE_DSP
#include <arm_acle.h>
#endif

// What turns the sum of one output into 8 bits: `shifts` are one less than those of TensorFlow Lite.
typedef struct {
  int32_t bias;
  int32_t multiplier;
} @_scale;
