// A sum as an output: scaled in 32 bits, a half rounded away from zero, moved by the zero point, cut to 8 bits.
static inline int8_t @_finish(int32_t sum, const @_scale *scale, int shift, int round, int low, int high) {
  int32_t value = (int32_t)(((int64_t)(2 * sum) * scale->multiplier + (1ll << 31)) >> 32);
  value = (((value + (value >> 31)) >> shift) + round) >> 1;
  (void)low;
  (void)high;
#ifdef __ARM_FEATURE_DSP
  return (int8_t)__ssat(value, 8);
#else
  return (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
#endif
}
