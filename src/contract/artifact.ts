import { z } from 'zod'

/** What the files are for that jobs leave, by name. */
const purposes: Record<string, string> = {
  'model.keras': 'The trained network; further trainings, compilations and predictions start from it.',
  'holdout.npz': 'The held-out pictures, on which a compiled model is measured.',
  'sample.png': 'One held-out picture, which the answer to a training shows.',
  'samples.png': 'Held-out pictures with the answers of the network.',
  'curves.png': 'Accuracy and loss over the epochs.',
  'confusion.png': 'Which class was taken for which.',
  'evaluation.json': 'Figures and confusions of all classes, where there are more than 100.',
  'model.tflite': 'The int8 model, for TensorFlow Lite and TensorFlow Lite Micro.',
  'model_float32.tflite': 'The same model before its quantisation, to compare with; no code is made of it.',
  'model_int16x8.tflite':
    'The model with 16-bit activations, to compare with when int8 loses too much; no code is made of it.',
  'target_model.cc': 'The int8 model as C++ source: what a bridge builds into its sketch.',
  'model_arduino.zip': 'The model as C, as a library for Arduino, CMake, ESP-IDF, PlatformIO and Zephyr.',
  'model_c.zip': 'The model as plain C99 that needs no library, with camera frames and tests.',
  'model_cpp.zip':
    'A C++ bundle for TensorFlow Lite Micro: model, camera frames, a Makefile and a self-test.',
  'model_card.html': 'The model card, to read: what it is, how good it is, on which boards it fits.',
  'model_card.json': 'The same figures for programs.',
  'comparison.png': 'Accuracy and size of float and int8, and the RAM of the boards.',
  'confusion_int8.png': 'Which class the int8 model took for which.',
  picture: 'The picture that was classified.',
}

export const purposeOf = (name: string): string => purposes[name] ?? 'A file that the run left.'

/** A file of a model or compiled model, and where it is. */
export const artifactView = z
  .object({
    name: z.string().describe('Name of the file.'),
    media_type: z.string().describe('Its media type.'),
    bytes: z.int().describe('Its size.'),
    purpose: z.string().describe('What it is for.'),
    url: z.string().describe('Path on this relay that downloads it.'),
  })
  .meta({ id: 'Artifact' })
