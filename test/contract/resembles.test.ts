import { describe, expect, it } from 'vitest'
import { resembles, suggest } from '../../src/contract/resembles.ts'
import { trainingParameters } from '../../src/contract/training.ts'

const known = Object.keys(trainingParameters.shape)

describe('a name', () => {
  it.each([
    ['archtecture', 'architecture'],
    ['colour', 'color'],
    ['colours', 'color'],
    ['epoch', 'epochs'],
    ['Epochs', 'epochs'],
    ['batchSize', 'batch_size'],
    ['batch-size', 'batch_size'],
    ['imgwidth', 'img_width'],
    ['learningrate', 'learning_rate'],
    ['augmentaton', 'augmentation'],
    ['valdiation_fraction', 'validation_fraction'],
    ['seeds', 'seed'],
  ])('%s is a slip of %s', (name, meant) => {
    expect(resembles(name, known)).toBe(meant)
  })

  it.each([
    'note',
    'ok',
    'list',
    'x',
    '',
    'lossfunc',
    'class_names',
    'model',
    'optimizer',
    'quant',
    '日本語',
  ])('"%s" is one of its own', (name) => {
    expect(resembles(name, known)).toBeUndefined()
  })

  it('of any length is looked at in no time', () => {
    const started = performance.now()
    expect(suggest('parameter', 'epochs'.repeat(200_000), known)).toBeNull()
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
