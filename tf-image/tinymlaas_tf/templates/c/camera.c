// A triangle filter as wide as the reduction, first along the rows, then along the columns, each time rounded to 8 bits.
// Weights are exact fractions, rounded to 22 bits.
#include "@_camera.h"

enum { STRETCH, CROP, PAD, FIT = $fit, PRECISION = 22, FLOAT_BITS = 24, MOST_FRACTION = 24 };

// The part of a side of the frame that is used, in 1 / 2^fraction of a pixel, and where it lands in the input.
typedef struct {
  int64_t begin, used;
  int fraction, size, offset, frame;
} span;

// The pixels of the frame that make one of the input: their shares are linear on both sides of `center`.
typedef struct {
  int64_t center, reach, unit, sum;
  int first, last;
} taps;

// numerator / denominator in 1 / 2^*fraction, to as many bits as a float has: training hands the box over as floats.
static int64_t as_float(int64_t numerator, int64_t denominator, int *fraction) {
  *fraction = 0;
  if (numerator == 0) return 0;
  while (*fraction < MOST_FRACTION && numerator < denominator << (FLOAT_BITS - 1)) {
    numerator *= 2;
    ++*fraction;
  }
  const int64_t whole = numerator / denominator, rest = 2 * (numerator % denominator);
  return whole + (rest > denominator || (rest == denominator && whole % 2));
}

static int64_t share(const taps *t, int i) {
  const int64_t distance = (2 * i + 1) * t->unit - t->center;
  const int64_t left = t->reach - (distance < 0 ? -distance : distance);
  return left < 0 ? 0 : left;
}

// All lengths here are in 1 / (2 * size * 2^fraction) of a pixel, which makes them whole.
static taps taps_of(const span *s, int position) {
  taps t;
  t.unit = (int64_t)s->size << s->fraction;
  t.center = 2 * s->size * s->begin + (2 * position + 1) * s->used;
  t.reach = 2 * s->used;
  const int64_t first = t.center - t.reach + t.unit, last = t.center + t.reach + t.unit;
  t.first = first < 0 ? 0 : (int)(first / (2 * t.unit));
  t.last = (int)(last / (2 * t.unit));
  if (t.last > s->frame) t.last = s->frame;
  t.sum = 0;
  for (int i = t.first; i < t.last; ++i) t.sum += share(&t, i);
  return t;
}

static int32_t weight_of(const taps *t, int i) {
  return (int32_t)(((uint64_t)share(t, i) << (PRECISION + 1)) / (uint64_t)t->sum + 1) / 2;
}

static void whole_side(span *s, int frame, int size) {
  s->begin = 0;
  s->used = frame;
  s->fraction = s->offset = 0;
  s->size = size;
  s->frame = frame;
}

// Keeps numerator / denominator pixels around the middle.
static void cut(span *s, int64_t numerator, int64_t denominator) {
  int begin_fraction, end_fraction, used_fraction;
  int64_t begin = as_float(s->frame * denominator - numerator, 2 * denominator, &begin_fraction);
  int64_t end = as_float(s->frame * denominator + numerator, 2 * denominator, &end_fraction);
  s->fraction = begin_fraction > end_fraction ? begin_fraction : end_fraction;
  begin <<= s->fraction - begin_fraction;
  end <<= s->fraction - end_fraction;
  const int64_t used = as_float(end - begin, 1ll << s->fraction, &used_fraction);
  s->begin = begin;
  s->used = used_fraction > s->fraction ? end - begin : used << (s->fraction - used_fraction);
  while (s->fraction > 0 && s->begin % 2 == 0 && s->used % 2 == 0) {
    s->begin /= 2;
    s->used /= 2;
    --s->fraction;
  }
}

// numerator / denominator, a half to the even neighbour.
static int rounded(int64_t numerator, int64_t denominator) {
  const int whole = (int)(numerator / denominator);
  const int64_t rest = 2 * (numerator % denominator);
  return whole + (rest > denominator || (rest == denominator && whole % 2));
}

static void shrink(span *s, int size) {
  const int all = s->size;
  s->size = size < 1 ? 1 : size;
  s->offset = rounded(all - s->size, 2);
}

static void choose_part(int width, int height, span *x, span *y) {
  whole_side(x, width, @_WIDTH);
  whole_side(y, height, @_HEIGHT);
  const int64_t wide = (int64_t)width * @_HEIGHT - (int64_t)height * @_WIDTH;
  if (FIT == CROP && wide > 0) cut(x, (int64_t)@_WIDTH * height, @_HEIGHT);
  if (FIT == CROP && wide < 0) cut(y, (int64_t)@_HEIGHT * width, @_WIDTH);
  if (FIT == PAD && wide > 0) shrink(y, rounded((int64_t)height * @_WIDTH, width));
  if (FIT == PAD && wide < 0) shrink(x, rounded((int64_t)width * @_HEIGHT, height));
}

static void read_pixel(const uint8_t *row, int i, @_format format, uint8_t *to) {
  int red, green, blue;
  if (format == @_GREY) {
    red = green = blue = row[i];
  } else if (format == @_RGB888) {
    red = row[3 * i];
    green = row[3 * i + 1];
    blue = row[3 * i + 2];
  } else {
    const int both = format == @_RGB565 ? row[2 * i] << 8 | row[2 * i + 1] : row[2 * i + 1] << 8 | row[2 * i];
    red = (both >> 8 & 0xF8) | both >> 13;
    green = (both >> 3 & 0xFC) | (both >> 9 & 3);
    blue = (both << 3 & 0xF8) | (both >> 2 & 7);
  }
#if @_CHANNELS == 1
  *to = format == @_GREY ? (uint8_t)red : (uint8_t)((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
#else
  to[0] = (uint8_t)red;
  to[1] = (uint8_t)green;
  to[2] = (uint8_t)blue;
#endif
}

const char *@_fit(@_row row, void *context, int width, int height, @_format format, uint32_t *work, size_t work_bytes,
                  int8_t *input) {
  if (row == NULL || work == NULL || input == NULL) return "there is no frame, no memory or no input";
  if (width < 1 || height < 1) return "the frame is empty";
  if (width > @_FIT_MOST * @_WIDTH || height > @_FIT_MOST * @_HEIGHT) return "the frame is more than 40 times as large as the model's picture";
  if (work_bytes / 4 < (size_t)@_FIT_WORDS(width)) return "the working memory is too small: @_FIT_WORDS(width) words are needed";
  span x, y;
  choose_part(width, height, &x, &y);
  if (x.used < (int64_t)x.size << x.fraction || y.used < (int64_t)y.size << y.fraction) return "the frame is smaller than the model's picture";

  uint32_t *const columns = work;
  uint32_t *const sums = columns + @_WIDTH;
  const int line = x.size * @_CHANNELS;
  uint32_t *const weights = sums + 3 * @_WIDTH * @_CHANNELS;
  uint8_t *const pixels = (uint8_t *)(weights + 2 * width + 2 * @_WIDTH);
  uint32_t *weight = weights;
  for (int i = 0; i < x.size; ++i) {
    const taps t = taps_of(&x, i);
    columns[i] = (uint32_t)t.first << 16 | (uint32_t)(t.last - t.first);
    for (int j = t.first; j < t.last; ++j) *weight++ = (uint32_t)weight_of(&t, j);
  }
  for (int i = 0; i < @_HEIGHT * @_WIDTH * @_CHANNELS; ++i) input[i] = -128;

  taps rows[3];
  int begun = 0, done = 0;
  for (int v = taps_of(&y, 0).first; done < y.size; ++v) {
    for (; begun < y.size && begun < done + 3; ++begun) {
      rows[begun % 3] = taps_of(&y, begun);
      if (rows[begun % 3].first > v) break;
      for (int i = 0; i < line; ++i) sums[begun % 3 * line + i] = 1u << (PRECISION - 1);
    }
    const uint8_t *const from = row(context, v);
    if (from == NULL) return "a row of the frame is missing";
    for (int i = 0; i < width; ++i) read_pixel(from, i, format, pixels + i * @_CHANNELS);
    int32_t shares[3];
    for (int r = done; r < begun; ++r) shares[r % 3] = v < rows[r % 3].last ? weight_of(&rows[r % 3], v) : 0;
    weight = weights;
    for (int i = 0; i < x.size; ++i) {
      const int first = (int)(columns[i] >> 16), count = (int)(columns[i] & 0xFFFF);
      for (int c = 0; c < @_CHANNELS; ++c) {
        const uint8_t *pixel = pixels + first * @_CHANNELS + c;
        uint32_t sum = 1u << (PRECISION - 1);
        for (int j = 0; j < count; ++j, pixel += @_CHANNELS) sum += *pixel * weight[j];
        sum >>= PRECISION;
        if (sum > 255) sum = 255;
        for (int r = done; r < begun; ++r) sums[r % 3 * line + i * @_CHANNELS + c] += sum * (uint32_t)shares[r % 3];
      }
      weight += count;
    }
    for (; done < begun && rows[done % 3].last <= v + 1; ++done) {
      int8_t *to = input + ((done + y.offset) * @_WIDTH + x.offset) * @_CHANNELS;
      for (int i = 0; i < line; ++i) {
        const uint32_t value = sums[done % 3 * line + i] >> PRECISION;
        to[i] = (int8_t)((value > 255 ? 255 : (int)value) - 128);
      }
    }
  }
  return NULL;
}

typedef struct {
  const uint8_t *pixels;
  int row_bytes;
} in_memory;

static const uint8_t *row_in_memory(void *context, int number) {
  const in_memory *frame = (const in_memory *)context;
  return frame->pixels + (size_t)number * (size_t)frame->row_bytes;
}

const char *@_fit_frame(const uint8_t *frame, int width, int height, @_format format, uint32_t *work, size_t work_bytes,
                        int8_t *input) {
  static const int bytes[] = {1, 3, 2, 2};
  in_memory whole = {frame, width * bytes[format]};
  if (frame == NULL) return "there is no frame";
  return @_fit(row_in_memory, &whole, width, height, format, work, work_bytes, input);
}
