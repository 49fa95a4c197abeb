typedef struct {
  int16_t in_height, in_width, channels, out_height, out_width;
  int16_t kernel_height, kernel_width, stride_height, stride_width, top, left;
} @_window;
