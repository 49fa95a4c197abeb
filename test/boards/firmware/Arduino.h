// As much of Arduino as the examples of a delivered library use.
#ifndef ARDUINO_H_
#define ARDUINO_H_

#include <stddef.h>
#include <stdint.h>

#include "board.h"

struct SerialPort {
  void begin(unsigned long) {}
  void print(const char* text) { tell(text); }
  void print(int number) {
    if (number < 0) tell("-");
    tell_number(static_cast<uint32_t>(number < 0 ? -number : number));
  }
  void println(const char* text) { print(text), tell("\n"); }
  void println(int number) { print(number), tell("\n"); }
};
extern SerialPort Serial;

inline void delay(unsigned long) {}

#endif
