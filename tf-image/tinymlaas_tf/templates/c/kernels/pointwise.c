// A convolution of one pixel each, two pixels at a time.
static void @_pointwise(const @_matrix *m, int32_t pixels, const int8_t *x, int8_t *y) {
  for (int32_t i = 0; i < pixels; i += 2) {
    const int32_t next = i + 1 < pixels ? i + 1 : i;
    @_multiply(m, x + i * 4 * m->groups, x + next * 4 * m->groups, y + i * m->outputs, y + next * m->outputs);
  }
}
