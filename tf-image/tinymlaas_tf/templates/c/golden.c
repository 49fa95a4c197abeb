#include "@_golden.h"

#include <string.h>

const int8_t @_golden_inputs[@_GOLDEN][@_HEIGHT * @_WIDTH * @_CHANNELS] = {
@INPUTS@
};

const int8_t @_golden_outputs[@_GOLDEN][@_CLASSES] = {
@ANSWERS@
};

int @_golden_test(void *buffer) {
  int failed = 0;
  for (int i = 0; i < @_GOLDEN; ++i) {
    memcpy(@_input(buffer), @_golden_inputs[i], sizeof @_golden_inputs[i]);
    failed += memcmp(@_run(buffer), @_golden_outputs[i], sizeof @_golden_outputs[i]) != 0;
  }
  return failed;
}
