// The same model in TensorFlow Lite Micro. Install the library Chirale_TensorFlowLite first: by this include Arduino finds it.
#include <Chirale_TensorFlowLite.h>

#include "classifier.h"
#include "model_settings.h"

void setup() {
  Serial.begin(115200);
  const char* problem = SetUpClassifier();
  if (problem != nullptr) {
    while (true) {
      Serial.println(problem);
      delay(1000);
    }
  }
}

void loop() {
  int8_t* input = ClassifierInput();
  for (int i = 0; i < kImageHeight * kImageWidth * kImageChannels; ++i) input[i] = static_cast<int8_t>(i);
  const int8_t* scores = RunClassifier();
  if (scores != nullptr) {
    const int answer = AnswerOf(scores);
    Serial.println(answer == kUnsure ? "unsure" : kClassLabels[answer]);
  }
  for (int i = 0; scores != nullptr && i < kClassCount; ++i) {
    Serial.print(kClassLabels[i]);
    Serial.print(": ");
    Serial.print((scores[i] + 128) * 100 / 256);
    Serial.println(" %");
  }
  delay(1000);
}
