typedef struct {
  int32_t offset_a, multiplier_a, shift_a, offset_b, multiplier_b, shift_b, multiplier, shift, offset, low, high;
} @_sum;

// a + b, each brought to one scale first; y may be a or b.
static void @_add(const @_sum *s, int32_t count, const int8_t *a, const int8_t *b, int8_t *y) {
  for (int32_t i = 0; i < count; ++i) {
    const int32_t first = @_divide(@_product((a[i] + s->offset_a) * (1 << 20), s->multiplier_a), s->shift_a);
    const int32_t second = @_divide(@_product((b[i] + s->offset_b) * (1 << 20), s->multiplier_b), s->shift_b);
    const int32_t value = @_divide(@_product(first + second, s->multiplier), s->shift) + s->offset;
    y[i] = (int8_t)(value < s->low ? s->low : value > s->high ? s->high : value);
  }
}
