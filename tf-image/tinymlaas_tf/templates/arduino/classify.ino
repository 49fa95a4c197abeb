// Classifies a picture. Put your camera's frame where the grey test picture is.
#include <@.h>
#include <@_camera.h>

static const int kWidth = 2 * @_WIDTH, kHeight = 2 * @_HEIGHT;
static uint32_t work[@_FIT_WORDS(kWidth)];

// One row of the frame; the whole of it need not be in RAM.
static const uint8_t* readRow(void*, int number) {
  static uint8_t row[kWidth];
  for (int i = 0; i < kWidth; ++i) row[i] = static_cast<uint8_t>(number + i);
  return row;
}

void setup() {
  Serial.begin(115200);
}

void loop() {
  const char* problem = @_fit(readRow, nullptr, kWidth, kHeight, @_GREY, work, sizeof work, @_input(@_buffer));
  if (problem != nullptr) {
    Serial.println(problem);
  } else {
    const int8_t* scores = @_run(@_buffer);
    const int answer = @_answer(scores);
    Serial.println(answer == @_UNSURE ? "unsure" : @_labels[answer]);
    for (int i = 0; i < @_CLASSES; ++i) {
      Serial.print(@_labels[i]);
      Serial.print(": ");
      Serial.print((scores[i] + 128) * 100 / 256);
      Serial.println(" %");
    }
  }
  delay(1000);
}
