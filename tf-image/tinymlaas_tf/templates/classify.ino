// Classifies a picture. Put your camera's picture where the grey test picture is.
#include <tinymlaas_model.h>

static uint8_t picture[kImageWidth * kImageHeight];

void setup() {
  Serial.begin(115200);
  while (!Serial) {
  }
  const char* problem = SetUpClassifier();
  if (problem != nullptr) {
    Serial.println(problem);
    while (true) {
    }
  }
}

void loop() {
  for (size_t i = 0; i < sizeof(picture); ++i) picture[i] = i % 256;
  if (Preprocess(picture, kImageWidth, kImageHeight, 1, ClassifierInput())) {
    const int8_t* scores = RunClassifier();
    for (int i = 0; scores != nullptr && i < kClassCount; ++i) {
      Serial.print(kClassLabels[i]);
      Serial.print(": ");
      Serial.print((scores[i] + 128) * 100 / 256);
      Serial.println(" %");
    }
  }
  delay(1000);
}
