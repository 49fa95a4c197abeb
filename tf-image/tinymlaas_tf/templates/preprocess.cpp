// Grey values by ITU-R 601, then a triangle filter whose width grows with the reduction, first along the rows and
// then along the columns, each pass rounded to 8 bits: bit by bit what the Python library Pillow does in training.
#include "preprocess.h"

#include <math.h>

#include "model_settings.h"

namespace {

constexpr int kMaxTaps = 17;
constexpr int kPrecision = 22;

// The part of one side of the picture that is used, and where it lands in the input.
struct Span {
  float begin;
  float end;
  int size;
  int offset;
};

struct Taps {
  int first;
  int count;
  int32_t weight[kMaxTaps];
};

double Triangle(double x) {
  if (x < 0.0) x = -x;
  return x < 1.0 ? 1.0 - x : 0.0;
}

bool ComputeTaps(int source_size, const Span& span, int position, Taps* taps) {
  const double scale = static_cast<double>(span.end - span.begin) / span.size;
  const double width = scale < 1.0 ? 1.0 : scale;
  const double center = span.begin + (position + 0.5) * scale;
  int first = static_cast<int>(center - width + 0.5);
  if (first < 0) first = 0;
  int last = static_cast<int>(center + width + 0.5);
  if (last > source_size) last = source_size;
  taps->first = first;
  taps->count = last - first;
  if (taps->count > kMaxTaps) return false;
  double weights[kMaxTaps];
  double sum = 0.0;
  const double narrow = 1.0 / width;
  for (int i = 0; i < taps->count; ++i) {
    weights[i] = Triangle((i + first - center + 0.5) * narrow);
    sum += weights[i];
  }
  for (int i = 0; i < taps->count; ++i) {
    if (sum != 0.0) weights[i] /= sum;
    taps->weight[i] = static_cast<int32_t>(0.5 + weights[i] * (1 << kPrecision));
  }
  return true;
}

uint8_t Round(int32_t sum) {
  const int32_t value = sum >> kPrecision;
  return value < 0 ? 0 : value > 255 ? 255 : static_cast<uint8_t>(value);
}

int Sample(const uint8_t* pixel, int channels, int channel) {
  if (channels == 1) return pixel[0];
  if (kImageChannels == 3) return pixel[channel];
  return (pixel[0] * 19595 + pixel[1] * 38470 + pixel[2] * 7471 + 0x8000) >> 16;
}

// Chooses the used part of the picture and its place according to kResize.
void Fit(int width, int height, Span* x, Span* y) {
  *x = {0.0f, static_cast<float>(width), kImageWidth, 0};
  *y = {0.0f, static_cast<float>(height), kImageHeight, 0};
  const double source_ratio = static_cast<double>(width) / height;
  const double input_ratio = static_cast<double>(kImageWidth) / kImageHeight;
  if (source_ratio == input_ratio || kResize == Resize::kStretch) return;
  if (kResize == Resize::kCrop) {
    const bool wide = source_ratio >= input_ratio;
    const double used = wide ? input_ratio * height : width / input_ratio;
    const double begin = ((wide ? width : height) - used) * 0.5;
    Span* cut = wide ? x : y;
    cut->begin = static_cast<float>(begin);
    cut->end = static_cast<float>(begin + used);
    return;
  }
  if (source_ratio > input_ratio) {
    y->size = static_cast<int>(nearbyint(static_cast<double>(height) / width * kImageWidth));
    if (y->size < 1) y->size = 1;
    y->offset = static_cast<int>(nearbyint((kImageHeight - y->size) * 0.5));
  } else {
    x->size = static_cast<int>(nearbyint(source_ratio * kImageHeight));
    if (x->size < 1) x->size = 1;
    x->offset = static_cast<int>(nearbyint((kImageWidth - x->size) * 0.5));
  }
}

}  // namespace

bool Preprocess(const uint8_t* source, int width, int height, int channels, int8_t* input) {
  if (source == nullptr || width < 1 || height < 1 || (channels != 1 && channels != 3)) return false;
  Span x_span, y_span;
  Fit(width, height, &x_span, &y_span);
  static Taps x_taps[kImageWidth];
  for (int x = 0; x < x_span.size; ++x) {
    if (!ComputeTaps(width, x_span, x, &x_taps[x])) return false;
  }
  Taps down;
  if (!ComputeTaps(height, y_span, y_span.size / 2, &down)) return false;
  for (int i = 0; i < kImageHeight * kImageWidth * kImageChannels; ++i) input[i] = -128;
  for (int y = 0; y < y_span.size; ++y) {
    if (!ComputeTaps(height, y_span, y, &down)) return false;
    for (int x = 0; x < x_span.size; ++x) {
      const Taps& across = x_taps[x];
      for (int c = 0; c < kImageChannels; ++c) {
        int32_t column = 1 << (kPrecision - 1);
        for (int j = 0; j < down.count; ++j) {
          const uint8_t* row = source + static_cast<int32_t>(down.first + j) * width * channels;
          int32_t sum = 1 << (kPrecision - 1);
          for (int i = 0; i < across.count; ++i) {
            sum += Sample(row + (across.first + i) * channels, channels, c) * across.weight[i];
          }
          column += Round(sum) * down.weight[j];
        }
        const int place = ((y + y_span.offset) * kImageWidth + x + x_span.offset) * kImageChannels + c;
        input[place] = static_cast<int8_t>(Round(column) - 128);
      }
    }
  }
  return true;
}
