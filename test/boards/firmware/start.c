// Start of a program on an emulated MPS2 board: vectors, memory, and the ways out through semihosting.
#include <stdint.h>
#include <string.h>

#include "board.h"

extern uint32_t stack_top[], data_load[], data_begin[], data_end[], bss_begin[], bss_end[];

enum { WRITE0 = 0x04, EXIT = 0x18, STOPPED = 0x20026, FAULTED = 0x20023 };

static void semihost(uint32_t operation, const void *argument) {
  register uint32_t r0 __asm__("r0") = operation;
  register const void *r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
}

void tell(const char *text) { semihost(WRITE0, text); }

void tell_number(uint32_t number) {
  char digits[12] = {0};
  char *at = digits + sizeof digits - 1;
  do *--at = (char)('0' + number % 10);
  while ((number /= 10) != 0);
  tell(at);
}

static void fault(void) {
  tell("FAULT\n");
  semihost(EXIT, (const void *)FAULTED);
}

#define SYSTICK ((volatile uint32_t *)0xE000E010)
// The boards count at 25 MHz, and the emulator takes a nanosecond for an instruction.
enum { INSTRUCTIONS_PER_TICK = 40, TICKS = 0xFFFFFF };

void start_counting(void) {
  SYSTICK[1] = TICKS;
  SYSTICK[2] = 0;
  SYSTICK[0] = 5;
}

uint32_t instructions(void) { return (TICKS - SYSTICK[2]) * INSTRUCTIONS_PER_TICK; }

void reset(void);
void reset(void) {
  memcpy(data_begin, data_load, (size_t)((char *)data_end - (char *)data_begin));
  memset(bss_begin, 0, (size_t)((char *)bss_end - (char *)bss_begin));
#ifdef __ARM_FP
  *(volatile uint32_t *)0xE000ED88 |= 0xFu << 20;
#endif
  extern void __libc_init_array(void);
  __libc_init_array();
  main();
  semihost(EXIT, (const void *)STOPPED);
}

void _init(void) {}

__attribute__((section(".vectors"), used)) static void (*const vectors[16])(void) = {
    (void (*)(void))stack_top, reset, fault, fault, fault, fault, fault,
};
