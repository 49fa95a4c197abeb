typedef struct {
  // Groups of 4 inputs: 4 weights of one output, then 4 of the next; 0 where there is no such input or output.
  const int8_t *weights;
  const @_scale *scales;
  const int8_t *shifts;
  int32_t groups;
  int32_t outputs;
  // Twice the zero point of the output, plus 1.
  int32_t round;
  int32_t low;
  int32_t high;
} @_matrix;

// Two columns of inputs by all outputs, two at a time. The inputs' zero point is in the bias.
static void @_multiply(const @_matrix *m, const int8_t *x0, const int8_t *x1, int8_t *y0, int8_t *y1) {
  const int8_t *w = m->weights;
  for (int32_t i = 0; i < m->outputs; i += 2) {
    const @_scale *scale = m->scales + i;
    const int8_t *shift = m->shifts + i;
    int32_t s00 = scale[0].bias, s01 = scale[1].bias, s10 = s00, s11 = s01;
    const int8_t *a = x0, *b = x1, *end = x0 + 4 * m->groups;
    do {
#ifdef __ARM_FEATURE_DSP
      const uint32_t w0 = @_load(w), w1 = @_load(w + 4), a4 = @_load(a), b4 = @_load(b);
      const int16x2_t w0e = @_even(w0), w1e = @_even(w1), ae = @_even(a4), be = @_even(b4);
      s00 = __smlad(ae, w0e, s00);
      s01 = __smlad(ae, w1e, s01);
      s10 = __smlad(be, w0e, s10);
      s11 = __smlad(be, w1e, s11);
      const int16x2_t w0o = @_odd(w0), w1o = @_odd(w1), ao = @_odd(a4), bo = @_odd(b4);
      s00 = __smlad(ao, w0o, s00);
      s01 = __smlad(ao, w1o, s01);
      s10 = __smlad(bo, w0o, s10);
      s11 = __smlad(bo, w1o, s11);
#else
      s00 += a[0] * w[0] + a[1] * w[1] + a[2] * w[2] + a[3] * w[3];
      s01 += a[0] * w[4] + a[1] * w[5] + a[2] * w[6] + a[3] * w[7];
      s10 += b[0] * w[0] + b[1] * w[1] + b[2] * w[2] + b[3] * w[3];
      s11 += b[0] * w[4] + b[1] * w[5] + b[2] * w[6] + b[3] * w[7];
#endif
      a += 4;
      b += 4;
      w += 8;
    } while (a < end);
    y0[i] = @_finish(s00, scale, shift[0], m->round, m->low, m->high);
    y1[i] = @_finish(s10, scale, shift[0], m->round, m->low, m->high);
    if (i + 1 < m->outputs) {
      y0[i + 1] = @_finish(s01, scale + 1, shift[1], m->round, m->low, m->high);
      y1[i + 1] = @_finish(s11, scale + 1, shift[1], m->round, m->low, m->high);
    }
  }
}
