int @_answer(const int8_t *scores) {
  const int least = @_THRESHOLD;
  int best = 0;
  for (int i = 1; i < @_CLASSES; ++i) {
    if (scores[i] > scores[best]) best = i;
  }
  return scores[best] < least ? @_UNSURE : best;
}
