// The model in TFLite Micro: set up once, then classify pictures.
#ifndef TINYMLAAS_CLASSIFIER_H_
#define TINYMLAAS_CLASSIFIER_H_

#include <stddef.h>
#include <stdint.h>

// Returns nullptr when all is well, else what is wrong. Call it once, before anything else here.
const char* SetUpClassifier();

// The same with memory of yours, which stays the model's; at an address that 16 divides.
const char* SetUpClassifierIn(uint8_t* arena, size_t bytes);

// The model's input: kImageHeight * kImageWidth * kImageChannels values, pixel - 128. <name>_camera.h fills it.
int8_t* ClassifierInput();

// Runs the model on its input. Returns kClassCount scores, -128 (0 %) to 127 (almost 100 %), or nullptr on failure.
const int8_t* RunClassifier();

// The number of the best class, or kUnsure where its score is below kThreshold (model_settings.h).
int AnswerOf(const int8_t* scores);

// Bytes of the arena that TFLite Micro really uses here; kTensorArenaSize is what is reserved.
size_t ClassifierArenaUsed();

#endif  // TINYMLAAS_CLASSIFIER_H_
