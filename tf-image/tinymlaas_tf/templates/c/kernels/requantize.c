// The same values at another scale and zero point; y may be x.
static void @_requantize(const @_scale *scale, int32_t shift, int32_t zero, int32_t offset, int32_t count, const int8_t *x, int8_t *y) {
  for (int32_t i = 0; i < count; ++i) {
    const int32_t moved = (x[i] - zero) * (1 << (shift < 0 ? -shift : 0));
    const int32_t value = @_divide(@_product(moved, scale->multiplier), shift < 0 ? 0 : shift) + offset;
    y[i] = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
}
