// Checks on the board itself that the model answers as it must ($by).
#include <@_golden.h>

void setup() {
  Serial.begin(115200);
}

void loop() {
  const int failed = @_golden_test(@_buffer);
  Serial.print(failed == 0 ? "PASS: " : "FAIL: ");
  Serial.print(@_GOLDEN - failed);
  Serial.print(" of ");
  Serial.println(@_GOLDEN);
  delay(5000);
}
