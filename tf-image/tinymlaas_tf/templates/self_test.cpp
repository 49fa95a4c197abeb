// Host program: exit code 0 when the model gives the same answers here as $by does.
#include <stdio.h>

#include "golden_test.h"

namespace {
void Tell(const char* line) { puts(line); }
}  // namespace

int main() { return RunGoldenTest(Tell) == 0 ? 0 : 1; }
