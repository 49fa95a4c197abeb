typedef struct {
  const int8_t *weights;
  const @_scale *scales;
  const int8_t *shifts;
  // Minus the zero point of the inputs.
  int32_t offset;
  int32_t round;
  int32_t low;
  int32_t high;
} @_filter;

// Each channel by a filter of its own, four channels at a time; their number is a multiple of 4.
static void @_depthwise(const @_filter *f, const @_window *d, const int8_t *x, int8_t *y) {
  const int32_t channels = d->channels, line = d->in_width * channels;
#ifdef __ARM_FEATURE_DSP
  const int16x2_t offset = (int16x2_t)(((uint32_t)f->offset & 0xFFFF) * 0x10001u);
#endif
  for (int32_t row = 0; row < d->out_height; ++row) {
    const int32_t top = row * d->stride_height - d->top;
    const int32_t first_y = top < 0 ? -top : 0, beyond_y = top + d->kernel_height - d->in_height;
    const int32_t last_y = d->kernel_height - (beyond_y > 0 ? beyond_y : 0);
    for (int32_t column = 0; column < d->out_width; ++column) {
      const int32_t left = column * d->stride_width - d->left;
      const int32_t first_x = left < 0 ? -left : 0, beyond_x = left + d->kernel_width - d->in_width;
      const int32_t taps = d->kernel_width - (beyond_x > 0 ? beyond_x : 0) - first_x;
      const int8_t *in = x + (top + first_y) * line + (left + first_x) * channels;
      const int8_t *weights = f->weights + (first_y * d->kernel_width + first_x) * channels;
      for (int32_t c = 0; c < channels; c += 4) {
        const @_scale *scale = f->scales + c;
        const int8_t *shift = f->shifts + c;
        int32_t s0 = scale[0].bias, s1 = scale[1].bias, s2 = scale[2].bias, s3 = scale[3].bias;
        const int8_t *in_line = in + c, *weight_line = weights + c;
        for (int32_t k = first_y; k < last_y; ++k, in_line += line, weight_line += d->kernel_width * channels) {
          const int8_t *a = in_line, *w = weight_line;
          for (int32_t t = taps; t > 0; --t, a += channels, w += channels) {
#ifdef __ARM_FEATURE_DSP
            const uint32_t a4 = @_load(a), w4 = @_load(w);
            const int16x2_t ae = __sxtab16(offset, (int8x4_t)a4), ao = __sxtab16(offset, (int8x4_t)(a4 >> 8 | a4 << 24));
            const int16x2_t we = @_even(w4), wo = @_odd(w4);
            s0 = __smlabb(ae, we, s0);
            s1 = __smlabb(ao, wo, s1);
            s2 = __smlatt(ae, we, s2);
            s3 = __smlatt(ao, wo, s3);
#else
            s0 += (a[0] + f->offset) * w[0];
            s1 += (a[1] + f->offset) * w[1];
            s2 += (a[2] + f->offset) * w[2];
            s3 += (a[3] + f->offset) * w[3];
#endif
          }
        }
        y[0] = @_finish(s0, scale, shift[0], f->round, f->low, f->high);
        y[1] = @_finish(s1, scale + 1, shift[1], f->round, f->low, f->high);
        y[2] = @_finish(s2, scale + 2, shift[2], f->round, f->low, f->high);
        y[3] = @_finish(s3, scale + 3, shift[3], f->round, f->low, f->high);
        y += 4;
      }
    }
  }
}
