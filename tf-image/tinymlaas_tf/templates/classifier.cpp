#include "classifier.h"

#if defined(ARDUINO)
#include <Chirale_TensorFlowLite.h>
#endif

#include "model_settings.h"
#include "op_resolver.h"
#include "target_model.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace {

// TFLite Micro's own structures hold pointers, so a 64-bit computer needs more than a board.
constexpr size_t kArenaSize = kTensorArenaSize + (sizeof(void*) > 4 ? 8192 + kTensorArenaSize / 8 : 0);
#ifdef TENSOR_ARENA_SECTION
__attribute__((section(TENSOR_ARENA_SECTION)))
#endif
alignas(16) uint8_t own_arena[kArenaSize];
tflite::MicroInterpreter* interpreter = nullptr;

bool IsExpected(const TfLiteTensor* tensor, float scale, int32_t zero_point) {
  return tensor->type == kTfLiteInt8 && tensor->params.scale == scale && tensor->params.zero_point == zero_point;
}

}  // namespace

const char* SetUpClassifier() { return SetUpClassifierIn(own_arena, kArenaSize); }

const char* SetUpClassifierIn(uint8_t* arena, size_t bytes) {
  const tflite::Model* model = tflite::GetModel(model_tflite);
  if (model->version() != 3) return "the model's schema is not version 3";
  static ModelOpResolver resolver;
  if (RegisterModelOps(&resolver) != kTfLiteOk) return "an operator cannot be registered";
  static tflite::MicroInterpreter the_interpreter(model, resolver, arena, bytes);
  if (the_interpreter.AllocateTensors() != kTfLiteOk) return "the arena is too small: raise kTensorArenaSize";
  const TfLiteTensor* input = the_interpreter.input(0);
  if (!IsExpected(input, 1.0f, -128)) return "the input is not pixel - 128";
  if (input->bytes != size_t{kImageHeight} * kImageWidth * kImageChannels) return "the input has another size";
  const TfLiteTensor* output = the_interpreter.output(0);
  if (!IsExpected(output, 1.0f / 256, -128) || output->bytes != kClassCount) return "the output is not as expected";
  interpreter = &the_interpreter;
  return nullptr;
}

int8_t* ClassifierInput() { return interpreter->input(0)->data.int8; }

const int8_t* RunClassifier() {
  return interpreter->Invoke() == kTfLiteOk ? interpreter->output(0)->data.int8 : nullptr;
}

int AnswerOf(const int8_t* scores) {
  const int least = kThreshold;
  int best = 0;
  for (int i = 1; i < kClassCount; ++i) {
    if (scores[i] > scores[best]) best = i;
  }
  return scores[best] < least ? kUnsure : best;
}

size_t ClassifierArenaUsed() { return interpreter->arena_used_bytes(); }
