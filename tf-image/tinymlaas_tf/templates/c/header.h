// An image classifier in C99: integers only, no library, no allocation.
//
//   int8_t *input = @_input(@_buffer);          // fill it before each run: pixel - 128, rows from the top
//   const int8_t *scores = @_run(@_buffer);     // (score + 128) / 256 is the probability of a class
//   int number = @_answer(scores);              // its number, or @_UNSURE
//
// The outputs, in order:
@OUTPUTS@#ifndef @_H_
#define @_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define @_HEIGHT $height
#define @_WIDTH $width
#define @_CHANNELS $channels
#define @_CLASSES $classes

// All the RAM that the model needs besides some of the stack. Any memory at a multiple of 4 bytes will do, and it may hold
// something else between runs: define @_OWN_BUFFER for all files, and there is no @_buffer.
#define @_BUFFER_BYTES $bytes
#ifndef @_OWN_BUFFER
extern uint32_t @_buffer[@_BUFFER_BYTES / 4];
#endif

// Where @_buffer lies: a section of the linker script, such as __attribute__((section(".dtcm"))).
#ifndef @_SECTION
#define @_SECTION
#endif

extern const char *const @_labels[@_CLASSES];

// Where the picture goes: @_HEIGHT * @_WIDTH * @_CHANNELS bytes inside the buffer. A run overwrites them.
int8_t *@_input(void *buffer);

// Runs the model. Returns @_CLASSES scores inside the buffer.
const int8_t *@_run(void *buffer);

// The least score of the best class to answer by, as measured in training; -128 answers always, 127 only what is all but
// certain. Another one, by the table in model_card.html: define it for all files.
#ifndef @_THRESHOLD
#define @_THRESHOLD $threshold
#endif
#define @_UNSURE (-1)

// The best class's number, or @_UNSURE.
int @_answer(const int8_t *scores);

#ifdef __cplusplus
}
#endif

#endif  // @_H_
