// Runs an example of an Arduino library once.
#include "Arduino.h"

SerialPort Serial;

void setup();
void loop();

int main() {
  setup();
  loop();
}
