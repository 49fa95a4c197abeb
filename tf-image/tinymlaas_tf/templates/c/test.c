// Exit code 0 when the model gives the same answers here as $by does.
#include <stdio.h>

#include "@_golden.h"

int main(void) {
  static uint32_t buffer[@_BUFFER_BYTES / 4];
  const int failed = @_golden_test(buffer);
  printf("%s: %d of %d pictures are answered as they must be\n", failed == 0 ? "PASS" : "FAIL", @_GOLDEN - failed, @_GOLDEN);
  return failed != 0;
}
