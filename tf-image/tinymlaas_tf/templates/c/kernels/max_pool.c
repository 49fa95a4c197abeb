// The largest value of each window, cut to the activation's range.
static void @_max_pool(const @_window *d, int32_t low, int32_t high, const int8_t *x, int8_t *y) {
  const int32_t channels = d->channels, line = d->in_width * channels;
  for (int32_t row = 0; row < d->out_height; ++row) {
    for (int32_t column = 0; column < d->out_width; ++column, y += channels) {
      const int32_t top = row * d->stride_height - d->top, left = column * d->stride_width - d->left;
      for (int32_t c = 0; c < channels; ++c) y[c] = (int8_t)low;
      for (int32_t v = top < 0 ? 0 : top; v < top + d->kernel_height && v < d->in_height; ++v) {
        for (int32_t u = left < 0 ? 0 : left; u < left + d->kernel_width && u < d->in_width; ++u) {
          const int8_t *in = x + v * line + u * channels;
          for (int32_t c = 0; c < channels; ++c) {
            if (in[c] > y[c]) y[c] = in[c];
          }
        }
      }
      for (int32_t c = 0; c < channels; ++c) {
        if (y[c] > high) y[c] = (int8_t)high;
      }
    }
  }
}
