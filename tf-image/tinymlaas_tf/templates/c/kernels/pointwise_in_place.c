// A convolution of one pixel each whose output takes the place of its input: what is read lies before what is written.
static void @_pointwise_in_place(const @_matrix *m, int32_t pixels, int8_t *xy, int8_t *columns) {
  const int32_t inputs = 4 * m->groups, grows = m->outputs > inputs;
  for (int32_t i = 0; i < pixels; i += 2) {
    const int32_t here = grows ? pixels - 1 - i : i;
    const int32_t next = i + 1 == pixels ? here : grows ? here - 1 : here + 1;
    memcpy(columns, xy + here * inputs, (size_t)inputs);
    memcpy(columns + inputs, xy + next * inputs, (size_t)inputs);
    @_multiply(m, columns, columns + inputs, xy + here * m->outputs, xy + next * m->outputs);
  }
}
