// Checks on the board itself that the model gives the same answers as in Python.
#include <tinymlaas_model.h>

static void tell(const char* line) { Serial.println(line); }

void setup() {
  Serial.begin(115200);
  while (!Serial) {
  }
  RunGoldenTest(tell);
}

void loop() {}
