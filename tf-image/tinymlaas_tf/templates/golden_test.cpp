#include "golden_test.h"

#include <stdio.h>
#include <string.h>

#include "classifier.h"
#include "golden_vectors.h"
#include "model_settings.h"

int RunGoldenTest(void (*tell)(const char* line)) {
  char line[96];
  const char* problem = SetUpClassifier();
  if (problem != nullptr) {
    tell(problem);
    return -1;
  }
  snprintf(line, sizeof(line), "arena: %lu bytes used, %d reserved on a board", static_cast<unsigned long>(ClassifierArenaUsed()),
           kTensorArenaSize);
  tell(line);
  int failed = 0;
  for (int i = 0; i < kGoldenCount; ++i) {
    memcpy(ClassifierInput(), kGoldenInputs[i], sizeof(kGoldenInputs[i]));
    const int8_t* scores = RunClassifier();
    if (scores == nullptr) {
      tell("the model does not run");
      return -1;
    }
    for (int c = 0; c < kClassCount; ++c) {
      if (scores[c] == kGoldenOutputs[i][c]) continue;
      snprintf(line, sizeof(line), "vector %d, class %d: %d, expected %d", i, c, scores[c], kGoldenOutputs[i][c]);
      tell(line);
      ++failed;
      break;
    }
  }
  snprintf(line, sizeof(line), "%s: %d of %d golden vectors are equal bit by bit", failed == 0 ? "PASS" : "FAIL",
           kGoldenCount - failed, kGoldenCount);
  tell(line);
  return failed;
}
