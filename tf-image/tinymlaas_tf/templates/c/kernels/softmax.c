// e^value for -1/4 <= value < 0, in 31 bits: a polynomial around -1/8.
static int32_t @_small_exp(int32_t value) {
  const int32_t x = value + (1 << 28), x2 = @_product(x, x), x3 = @_product(x2, x), x4 = @_product(x2, x2);
  const int32_t terms = @_divide(@_product(@_divide(x4, 2) + x3, 715827883) + x2, 1);
  return 1895147668 + @_product(1895147668, x + terms);
}

// e^value for value <= 0 in 26 bits; the result has 31.
static int32_t @_exp(int32_t value) {
  static const int32_t powers[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
  if (value == 0) return INT32_MAX;
  const int32_t part = (value & ((1 << 24) - 1)) - (1 << 24), rest = part - value;
  int32_t result = @_small_exp(part * 32);
  for (int i = 0; i < 7; ++i) {
    if (rest & (1 << (24 + i))) result = @_product(result, powers[i]);
  }
  return result;
}

// 1 / (1 + x) for 0 <= x < 1 in 31 bits, by three steps of Newton.
static int32_t @_reciprocal(int32_t x) {
  const int32_t half = (int32_t)(((int64_t)x + INT32_MAX + 1) / 2);
  int32_t guess = 1515870810 + @_product(half, -1010580540);
  for (int i = 0; i < 3; ++i) guess += 4 * @_product(guess, (1 << 29) - @_product(half, guess));
  return guess > INT32_MAX / 2 ? INT32_MAX : 2 * guess;
}

// Scores that add up to 256, less 128; y may be x.
static void @_softmax(int32_t multiplier, int32_t left, int32_t lowest, int32_t count, const int8_t *x, int8_t *y) {
  int32_t highest = -128, sum = 0;
  int bits = 0;
  for (int32_t i = 0; i < count; ++i) {
    if (x[i] > highest) highest = x[i];
  }
  for (int32_t i = 0; i < count; ++i) {
    if (x[i] - highest >= lowest) sum += @_divide(@_exp(@_product((x[i] - highest) * (1 << left), multiplier)), 12);
  }
  while (((uint32_t)sum << bits & 1u << 31) == 0) ++bits;
  const int32_t scale = @_reciprocal((int32_t)(((uint32_t)sum << bits) - (1u << 31)));
  const int places = 35 - bits;
  for (int32_t i = 0; i < count; ++i) {
    int32_t value = 0;
    if (x[i] - highest >= lowest) {
      value = @_divide(@_product(scale, @_exp(@_product((x[i] - highest) * (1 << left), multiplier))), places);
    }
    y[i] = (int8_t)(value > 255 ? 127 : value - 128);
  }
}
