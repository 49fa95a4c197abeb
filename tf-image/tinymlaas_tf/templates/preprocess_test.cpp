// Host program without TFLite Micro: exit code 0 when Preprocess() gives what training saw.
#include <stdio.h>

#include "model_settings.h"
#include "preprocess.h"
#include "preprocess_vectors.h"

namespace {

// A picture that needs no storage: the same bytes are made in Python.
void Paint(uint8_t* pixels, int count) {
  uint32_t state = 12345;
  for (int i = 0; i < count; ++i) {
    state = state * 1664525u + 1013904223u;
    pixels[i] = static_cast<uint8_t>(state >> 24);
  }
}

uint32_t Fingerprint(const int8_t* values, int count) {
  uint32_t hash = 2166136261u;
  for (int i = 0; i < count; ++i) hash = (hash ^ static_cast<uint8_t>(values[i])) * 16777619u;
  return hash;
}

}  // namespace

int main() {
  static uint8_t source[kLargestSource];
  static int8_t input[kImageHeight * kImageWidth * kImageChannels];
  int failed = 0;
  for (const PreprocessVector& vector : kPreprocessVectors) {
    Paint(source, vector.width * vector.height * vector.channels);
    const bool done = Preprocess(source, vector.width, vector.height, vector.channels, input);
    const uint32_t found = done ? Fingerprint(input, sizeof(input)) : 0;
    const bool same = found == vector.fingerprint;
    printf("%s: %d x %d x %d\n", same ? "PASS" : "FAIL", vector.width, vector.height, vector.channels);
    failed += !same;
  }
  return failed == 0 ? 0 : 1;
}
