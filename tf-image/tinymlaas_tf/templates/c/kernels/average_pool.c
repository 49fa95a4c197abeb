// The mean of each window, a half rounded away from zero, cut to the activation's range.
static void @_average_pool(const @_window *d, int32_t low, int32_t high, const int8_t *x, int8_t *y) {
  const int32_t channels = d->channels;
  for (int32_t row = 0; row < d->out_height; ++row) {
    for (int32_t column = 0; column < d->out_width; ++column) {
      const int32_t top = row * d->stride_height - d->top, left = column * d->stride_width - d->left;
      for (int32_t c = 0; c < channels; ++c) {
        int32_t sum = 0, count = 0;
        for (int32_t v = top < 0 ? 0 : top; v < top + d->kernel_height && v < d->in_height; ++v) {
          for (int32_t u = left < 0 ? 0 : left; u < left + d->kernel_width && u < d->in_width; ++u, ++count) {
            sum += x[(v * d->in_width + u) * channels + c];
          }
        }
        const int32_t mean = (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
        *y++ = (int8_t)(mean < low ? low : mean > high ? high : mean);
      }
    }
  }
}
