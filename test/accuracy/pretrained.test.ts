import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { trainReport } from '../../src/contract/report/report.ts'

const IMAGE = process.env['TENSORFLOW_IMAGE'] ?? 'tinymlaas/tensorflow:dev'
const folder = fileURLToPath(new URL('../../../shared/data/parking', import.meta.url))
const CLASSES = ['Empty', 'Occupied']
const TRAINED = 20
const MEASURED = 40
const PARAMETERS = {
  epochs: 4,
  img_width: 64,
  img_height: 64,
  batch_size: 8,
  lossfunc: 'Categorical crossentropy',
}

/** The stream of a job on some photographs of each class, as files: the first ones train, the next ones are measured. */
const makeJob = async (parameters: object) => {
  const root = await mkdtemp(join(tmpdir(), 'accuracy-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const job = { version: 1, kind: 'train', run_id: crypto.randomUUID(), deadline_seconds: 300 }
  await writeFile(join(root, 'job.json'), JSON.stringify({ ...job, classes: CLASSES, parameters }))
  let id = 0
  for (const [index, label] of CLASSES.entries()) {
    const names = (await readdir(join(folder, label))).sort()
    // From the whole of the days that were photographed.
    const step = Math.floor(names.length / (TRAINED + MEASURED))
    for (const [place, name] of names.filter((_, i) => i % step === 0).entries()) {
      if (place >= TRAINED + MEASURED) break
      const split = place % 3 === 0 ? 'train' : 'test'
      const target = join(root, 'data', String(index), split)
      await mkdir(target, { recursive: true })
      id += 1
      await copyFile(join(folder, label, name), join(target, String(id)))
    }
  }
  return root
}

/** What a container says of a training. */
const train = async (parameters: object) => {
  const root = await makeJob({ ...PARAMETERS, ...parameters })
  const run = 'tinymlaas-tf run --root /tmp/job >&2; cat /tmp/job/out/result.json'
  const options = [
    'run',
    '--rm',
    '--init',
    '-i',
    '--network',
    'none',
    '--cap-drop',
    'ALL',
    '--tmpfs',
    '/tmp:exec',
  ]
  const container = spawn('docker', [...options, IMAGE, 'sh', '-c', run], { stdio: ['pipe', 'pipe', 'pipe'] })
  const pack = spawn('tar', ['-c', '-C', root, 'job.json', 'data'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const told: Buffer[] = []
  const said: Buffer[] = []
  container.stdout.on('data', (data: Buffer) => told.push(data))
  container.stderr.on('data', (data: Buffer) => said.push(data))
  pack.stdout.pipe(container.stdin)
  await once(container, 'close')
  const result = JSON.parse(Buffer.concat(told).toString() || '{}') as { report?: unknown; error?: unknown }
  expect(result.error, Buffer.concat(said).toString().slice(-2000)).toBeNull()
  return trainReport.parse(result.report)
}

/** Sample photographs that lie beside the checkout on some machines; they are no part of the project. */
describe.runIf(existsSync(folder))('20 photographs of each class', () => {
  it('are enough for pretrained weights, not for random ones', { timeout: 600_000 }, async () => {
    const pretrained = await train({ architecture: 'mobilenet_v1', initial_weights: 'pretrained' })
    const random = await train({ architecture: 'mobilenet_v1', initial_weights: 'none' })
    expect(pretrained.evaluation.images).toBe(2 * MEASURED)
    expect(pretrained.evaluation.accuracy).toBeGreaterThan(0.85)
    expect(pretrained.evaluation.accuracy).toBeGreaterThanOrEqual(random.evaluation.accuracy)
  })
})
