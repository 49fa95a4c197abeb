// The picture with a frame of zeros.
static void @_pad(const @_window *d, int8_t zero, const int8_t *x, int8_t *y) {
  for (int32_t row = 0; row < d->out_height; ++row) {
    for (int32_t column = 0; column < d->out_width; ++column) {
      const int32_t v = row - d->top, u = column - d->left;
      const int inside = v >= 0 && v < d->in_height && u >= 0 && u < d->in_width;
      for (int32_t c = 0; c < d->channels; ++c) *y++ = inside ? x[(v * d->in_width + u) * d->channels + c] : zero;
    }
  }
}
