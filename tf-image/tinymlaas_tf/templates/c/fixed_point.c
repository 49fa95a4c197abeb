// The product of two numbers between -1 and 1 in 31 bits, a half rounded up; the model's numbers cannot overflow it.
static int32_t @_product(int32_t a, int32_t b) { return (int32_t)(((int64_t)a * b + (1 << 30)) >> 31); }

// value / 2^exponent, a half rounded away from zero.
static int32_t @_divide(int32_t value, int exponent) {
  const int32_t mask = (int32_t)((1u << exponent) - 1);
  return (value >> exponent) + ((value & mask) > (mask >> 1) + (value < 0));
}
