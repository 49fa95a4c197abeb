// From a camera's picture to the model's input, exactly as training did it.
#ifndef TINYMLAAS_PREPROCESS_H_
#define TINYMLAAS_PREPROCESS_H_

#include <stdint.h>

// `source` holds height * width * channels bytes, rows from the top, channels 1 (grey) or 3 (red, green, blue).
// Writes kImageHeight * kImageWidth * kImageChannels values, pixel - 128, to `input`.
// Returns false, writing nothing, when the picture is empty, has other channels, or is so much larger than the
// model's input that kMaxTaps do not suffice (about 7 times).
bool Preprocess(const uint8_t* source, int width, int height, int channels, int8_t* input);

#endif  // TINYMLAAS_PREPROCESS_H_
