static int8_t *@_fill(int8_t *to, int8_t value, int32_t count) {
  for (; count > 0; --count) *to++ = value;
  return to;
}

static int8_t *@_copy(int8_t *to, const int8_t *from, int32_t count) {
  for (; count >= 4; count -= 4, to += 4, from += 4) memcpy(to, from, 4);
  for (; count > 0; --count) *to++ = *from++;
  return to;
}

// The inputs of one output pixel in a row; `zero` where the window leaves the picture.
static void @_column(const @_window *d, const int8_t *x, int32_t row, int32_t column, int8_t zero, int8_t *to) {
  const int32_t top = row * d->stride_height - d->top, left = column * d->stride_width - d->left;
  const int32_t beyond = left + d->kernel_width - d->in_width;
  const int32_t before = left < 0 ? -left * d->channels : 0, after = beyond > 0 ? beyond * d->channels : 0;
  const int32_t line = d->kernel_width * d->channels, inside = line - before - after;
  const int8_t *from = x + (top * d->in_width + left) * d->channels + before;
  for (int32_t y = top; y < top + d->kernel_height; ++y, from += d->in_width * d->channels) {
    if (y < 0 || y >= d->in_height) {
      to = @_fill(to, zero, line);
    } else {
      to = @_fill(to, zero, before);
      to = @_copy(to, from, inside);
      to = @_fill(to, zero, after);
    }
  }
}

// A convolution, two output pixels at a time.
static void @_conv(const @_matrix *m, const @_window *d, int8_t zero, const int8_t *x, int8_t *y, int8_t *columns) {
  int8_t *const second = columns + 4 * m->groups, *first = NULL;
  for (int32_t row = 0; row < d->out_height; ++row) {
    for (int32_t column = 0; column < d->out_width; ++column, y += m->outputs) {
      @_column(d, x, row, column, zero, first == NULL ? columns : second);
      if (first == NULL) {
        first = y;
      } else {
        @_multiply(m, columns, second, first, y);
        first = NULL;
      }
    }
  }
  if (first != NULL) @_multiply(m, columns, columns, first, first);
}
