import type { TrainReport } from '../../../src/contract/report/report.ts'

const epoch = { loss: 0.5, accuracy: 0.5, val_loss: 0.5, val_accuracy: 0.5, learning_rate: 0.1, seconds: 0.3 }

/** The report of a training that never happened, as small as the contract allows. */
export const smallReport: TrainReport = {
  classes: ['a', 'b'],
  details: null,
  images: { train: 4, validation: 2, rejected: 0, duplicates: 0, conflicts: 0 },
  same_pictures: [],
  color: null,
  warnings: [],
  epochs: { requested: 3, run: 3, best: 1 },
  history: [{ epoch: 1, ...epoch }],
  evaluation: {
    images: 2,
    accuracy: 0.5,
    balanced_accuracy: 0.5,
    loss: 0.7,
    confusion: [
      [1, 0],
      [1, 0],
    ],
    per_class: [],
    roc_auc: null,
    worst: [],
  },
  architecture: 'none',
  candidates: [],
  params: 1,
  weights_sha256: '0'.repeat(64),
  macs: 1,
  estimate: { model_bytes: 1, activation_bytes: 1, arena_bytes: 1, boards: [] },
  prediction: { file_id: 1, label: 'a', predicted: 'a', confidence: 0.5 },
  preprocessing: {
    width: 16,
    height: 16,
    channels: 1,
    resize: 'stretch',
    background: 255,
    black_level: 0,
    white_level: 65535,
  },
  settings: {},
  seconds: {},
  seed: 1,
  versions: {},
}
