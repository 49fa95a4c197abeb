// A sum as an output: scaled, a half rounded away from zero, moved by the zero point, cut to the activation's range.
// A shift below zero stands for a multiplier of a half and more: -1 - the places to the left.
static inline int8_t @_finish(int32_t sum, const @_scale *scale, int shift, int round, int low, int high) {
  const int left = shift < 0 ? -1 - shift : 0;
  int32_t value = (int32_t)(((int64_t)(sum * (1 << left)) * scale->multiplier + (1ll << 30)) >> 31);
  if (shift < 0) {
    value += round >> 1;
  } else {
    value = (((value + (value >> 31)) >> shift) + round) >> 1;
  }
  return (int8_t)(value < low ? low : value > high ? high : value);
}
