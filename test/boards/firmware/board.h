#ifndef BOARD_H_
#define BOARD_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// To the emulator's standard error.
void tell(const char *text);

void tell_number(uint32_t number);

void start_counting(void);

// Since start_counting, to 40.
uint32_t instructions(void);

int main(void);

#ifdef __cplusplus
}
#endif

#endif
