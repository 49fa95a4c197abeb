// Held-out pictures with the answers that $by gives to them, and a test that they are the same here, bit by bit.
#ifndef @_GOLDEN_H_
#define @_GOLDEN_H_

#include "@.h"

#ifdef __cplusplus
extern "C" {
#endif

#define @_GOLDEN $count

extern const int8_t @_golden_inputs[@_GOLDEN][@_HEIGHT * @_WIDTH * @_CHANNELS];
extern const int8_t @_golden_outputs[@_GOLDEN][@_CLASSES];

// How many of the pictures are answered differently; 0 is a pass.
int @_golden_test(void *buffer);

#ifdef __cplusplus
}
#endif

#endif  // @_GOLDEN_H_
