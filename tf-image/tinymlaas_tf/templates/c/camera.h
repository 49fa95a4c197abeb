// From a camera's frame to the model's input, with the pixels of the training. Integers only, one row at a time.
//
//   static uint32_t work[@_FIT_WORDS(320)];
//   const char *problem = @_fit_frame(frame, 320, 240, @_RGB565, work, sizeof work, @_input(@_buffer));
#ifndef @_CAMERA_H_
#define @_CAMERA_H_

#include <stddef.h>
#include <stdint.h>

// The model's picture, as in @.h.
#define @_HEIGHT $height
#define @_WIDTH $width
#define @_CHANNELS $channels

#ifdef __cplusplus
extern "C" {
#endif

// Bytes of a pixel: grey 1; red, green, blue 3; 5, 6 and 5 bits of them 2, the byte with red first, or last.
typedef enum { @_GREY, @_RGB888, @_RGB565, @_RGB565_SWAPPED } @_format;

// The working memory for frames of that width, in words of 4 bytes. It may hold something else between frames.
#define @_FIT_WORDS(width) (2 * (width) + ((width) * @_CHANNELS + 3) / 4 + (3 + 3 * @_CHANNELS) * @_WIDTH)

// How often a frame may be larger than the model's picture, in each direction.
#define @_FIT_MOST 40

// Returns row `number` of a frame, or NULL. Called once for each row that is needed, from the top.
typedef const uint8_t *(*@_row)(void *context, int number);

// Fills the model's input. Returns NULL when all is well, else what is wrong, and then the input is not to be used.
const char *@_fit(@_row row, void *context, int width, int height, @_format format, uint32_t *work, size_t work_bytes,
                  int8_t *input);

// The same for a frame that lies in memory.
const char *@_fit_frame(const uint8_t *frame, int width, int height, @_format format, uint32_t *work, size_t work_bytes,
                        int8_t *input);

#ifdef __cplusplus
}
#endif

#endif  // @_CAMERA_H_
