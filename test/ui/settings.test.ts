import { expect, it } from 'vitest'
import { boards } from '../../src/contract/catalogue.ts'
import { trainingParameters } from '../../src/contract/training.ts'
import { architectureOf, type Board, defaultsFor, toParameters } from '../../ui/train/settings.ts'

const boardOf = (id: string) => boards.find((board) => board.id === id) as Board | undefined

it.each([
  { pictures: 'small', sides: [28, 28, 28], size: 28, network: 'tiny_cnn' },
  { pictures: 'between two sizes', sides: [40, 41, 300], size: 48, network: 'tiny_cnn' },
  { pictures: 'photographs', sides: [480, 1080, 720], size: 96, network: 'mobilenet_v1' },
  { pictures: 'of unknown size', sides: [], size: 96, network: 'mobilenet_v1' },
])('takes what suits pictures: $pictures', ({ sides, size, network }) => {
  const settings = defaultsFor(undefined, sides)
  expect(settings).toMatchObject({ size, color: 'grayscale' })
  expect(architectureOf(settings)).toBe(network)
})

it('gives the bridge’s sketch the only pictures it takes', () => {
  const sketch = boardOf('tinymlaas-sketch')
  expect(sketch).toBeDefined()
  expect(defaultsFor(sketch, [28])).toMatchObject({ size: 96, color: 'grayscale' })
})

it('asks the API for nothing that it would refuse, on every board', () => {
  for (const board of boards) {
    const settings = defaultsFor(board as Board, [200])
    expect(trainingParameters.parse(toParameters(settings))).toMatchObject({ target: board.id })
    const changed = { ...settings, learningRate: '0.01', earlyStopping: '5', seed: '7', augmentation: false }
    expect(trainingParameters.parse(toParameters({ ...changed, initialWeights: 'none' }))).toMatchObject({
      learning_rate: 0.01,
      early_stopping: 5,
      seed: 7,
      augmentation: false,
      initial_weights: 'none',
    })
  }
})
