import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { architectures } from '../../src/contract/catalogue.ts'
import { trainingParameters } from '../../src/contract/training.ts'

const required = { epochs: '3', img_width: 28.0, img_height: 32, batch_size: 1 }

it('takes the predecessor’s four parameters, as numbers or their text, and keeps what it does not know', () => {
  expect(trainingParameters.parse({ ...required, note: 'x' })).toEqual({ ...required, epochs: 3, note: 'x' })
})

it.each([
  { epochs: 0 },
  { epochs: 1.5 },
  { epochs: null },
  { epochs: '' },
  { img_width: 7 },
  { img_height: 513 },
  { batch_size: [] },
  { architecture: 'resnet152' },
  { augmentation: { flipp: true } },
  { early_stopping: 0 },
  { archtecture: 'resnet8' },
  { colour: 'rgb' },
  { target: '' },
  { target: 'x'.repeat(61) },
])('refuses %j', (wrong) => {
  expect(trainingParameters.safeParse({ ...required, ...wrong }).success).toBe(false)
})

it('names the architectures that the container knows', async () => {
  const python = await readFile('tf-image/tinymlaas_tf/job/parameters.py', 'utf8')
  const networks = [...(/^NETWORKS = \((.*)\)$/m.exec(python)?.[1] ?? '').matchAll(/"(\w+)"/g)].map(
    ([, name]) => name,
  )
  expect(networks.length).toBeGreaterThan(3)
  expect(architectures.map(({ name }) => name)).toEqual([...networks, 'auto'])
  for (const architecture of [...networks, 'auto']) {
    expect(trainingParameters.safeParse({ ...required, architecture }).error).toBeUndefined()
  }
})

it('has one default network, the container’s', async () => {
  const python = await readFile('tf-image/tinymlaas_tf/job/parameters.py', 'utf8')
  const named = architectures.filter((architecture) => architecture.default).map(({ name }) => name)
  expect(named).toEqual([/^DEFAULT = "(\w+)"/m.exec(python)?.[1]])
})
