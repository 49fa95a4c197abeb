// Exit code 0 when frames become the pixels of the training here.
#include <stdio.h>

#include "@_camera.h"
#include "camera_vectors.h"

static uint32_t fingerprint(const int8_t *values, int count) {
  uint32_t hash = 2166136261u;
  for (int i = 0; i < count; ++i) hash = (hash ^ (uint8_t)values[i]) * 16777619u;
  return hash;
}

int main(void) {
  static uint8_t frame[LARGEST_FRAME];
  static uint32_t work[@_FIT_WORDS(WIDEST_FRAME)];
  static int8_t input[@_HEIGHT * @_WIDTH * @_CHANNELS];
  int failed = 0;
  for (uint32_t i = 0; i < LARGEST_FRAME; ++i) {
    uint32_t value = i * 2654435761u;
    value = (value ^ value >> 15) * 2246822519u;
    frame[i] = (uint8_t)(value >> 24);
  }
  for (unsigned i = 0; i < sizeof camera_vectors / sizeof *camera_vectors; ++i) {
    static const char *const formats[] = {"grey", "RGB888", "RGB565", "RGB565, swapped"};
    const int width = camera_vectors[i].width, height = camera_vectors[i].height;
    const @_format format = camera_vectors[i].format;
    const char *problem = @_fit_frame(frame, width, height, format, work, sizeof work, input);
    const int same = problem == NULL && fingerprint(input, sizeof input) == camera_vectors[i].fingerprint;
    printf("%s: %d x %d %s %s\n", same ? "PASS" : "FAIL", width, height, formats[format], problem == NULL ? "" : problem);
    failed += !same;
  }
  return failed != 0;
}
