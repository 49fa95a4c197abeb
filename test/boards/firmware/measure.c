// The golden vectors of one model (its name is the macro MODEL), and the instructions of the last run.
#include <string.h>

#include "board.h"

#define JOIN(a, b) a##b
#define OF(model, rest) JOIN(model, rest)
#include GOLDEN_H

int main(void) {
  uint32_t *const buffer = OF(MODEL, _buffer);
  const int failed = OF(MODEL, _golden_test)(buffer);
  memcpy(OF(MODEL, _input)(buffer), OF(MODEL, _golden_inputs)[0], sizeof OF(MODEL, _golden_inputs)[0]);
  start_counting();
  OF(MODEL, _run)(buffer);
  const uint32_t count = instructions();
  tell("{\"failed\":");
  tell_number((uint32_t)failed);
  tell(",\"instructions\":");
  tell_number(count);
  tell("}\n");
  return 0;
}
