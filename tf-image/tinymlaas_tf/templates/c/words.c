#ifdef __ARM_FEATURE_DSP
static inline uint32_t @_load(const int8_t *from) {
  uint32_t four;
  memcpy(&four, from, 4);
  return four;
}

// Bytes 0 and 2 of four, and bytes 1 and 3, as two numbers of 16 bits each.
static inline int16x2_t @_even(uint32_t four) { return __sxtb16((int8x4_t)four); }
static inline int16x2_t @_odd(uint32_t four) { return __sxtb16((int8x4_t)(four >> 8 | four << 24)); }
#endif
