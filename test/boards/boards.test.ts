import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { provenUnless } from '../setup/not-proven.ts'
import { CORES, type Core, compileAll, emulate, link, sizeOf } from './support/cross-compile.ts'
import { type Emitted, emitModels } from './support/emit-models.ts'

const run = promisify(execFile)
const has = (command: string) =>
  run('which', [command]).then(
    () => true,
    () => false,
  )
const tools = ['arm-none-eabi-gcc', 'arm-none-eabi-g++', 'qemu-system-arm', 'cmake']
const missing = (await Promise.all(tools.map(async (tool) => ((await has(tool)) ? [] : [tool])))).flat()
const toolchain = provenUnless(missing.length === 0 ? null : `no ${missing.join(', ')} here`)

const FIRMWARE = join(import.meta.dirname, 'firmware')
const ARCHITECTURES = ['mobilenet_v1', 'mobilenet_v1_010', 'mobilenet_v2', 'resnet8', 'small_cnn', 'tiny_cnn']
/** Instructions on the M4 with CMSIS-NN and with TensorFlow Lite Micro's reference kernels, measured for pictures of that size. */
const MEASURED: Record<string, { cmsis: number; reference: number }> = {
  tiny_cnn: { cmsis: 0.59e6, reference: 6.73e6 },
  mobilenet_v1: { cmsis: 3.71e6, reference: 78.9e6 },
  mobilenet_v2: { cmsis: 3.22e6, reference: 39e6 },
  resnet8: { cmsis: 12.7e6, reference: 332e6 },
}
const finding = z.object({ failed: z.int(), instructions: z.int() })

describe('the delivered C', { ...toolchain, timeout: 300_000 }, () => {
  let models: Emitted[] = []
  let scratch = ''
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'boards-'))
    models = await emitModels(await mkdtemp(join(scratch, 'models-')))
  }, 1_200_000)
  afterAll(() => rm(scratch, { recursive: true, force: true }))

  /** Builds the golden vectors' program of a model and runs it. */
  const measure = async (core: Core, { name, folder }: Emitted) => {
    const work = await mkdtemp(join(scratch, 'measure-'))
    const source = join(folder, 'src')
    const flags = [`-I${source}`, `-DMODEL=${name}`, `-DGOLDEN_H="${name}_golden.h"`]
    const sources = [join(source, `${name}.c`), join(source, `${name}_golden.c`), join(FIRMWARE, 'measure.c')]
    const objects = await compileAll(core, sources, work, flags)
    const program = await link(core, objects, join(work, 'program.elf'))
    const [size, said] = [await sizeOf(objects[0] ?? ''), await emulate(core, program)]
    return { ...size, ...finding.parse(JSON.parse(said)) }
  }

  it('is emitted for every architecture', () => {
    expect(models.map(({ name }) => name)).toEqual(ARCHITECTURES)
  })

  it.each(ARCHITECTURES)(
    '%s answers on a Cortex-M4 as in Python, as small and as fast as said',
    async (name) => {
      const model = models.find((one) => one.name === name)
      if (model === undefined) throw new Error(`no ${name}`)
      const found = await measure(CORES.m4, model)
      expect(found.failed).toBe(0)
      expect(found.ram).toBe(model.ram)
      expect(model.ram).toBeLessThanOrEqual(model.activations * 1.05)
      expect(found.code).toBeLessThanOrEqual(16_384)
      expect(found.flash / model.flash).toBeGreaterThan(0.8)
      expect(found.flash / model.flash).toBeLessThan(1.1)
      expect(found.instructions / model.instructions).toBeGreaterThan(0.8)
      expect(found.instructions / model.instructions).toBeLessThan(1.2)
      expect(found.instructions / model.planned).toBeGreaterThan(0.85)
      expect(found.instructions / model.planned).toBeLessThan(1.15)
      const { cmsis, reference } = MEASURED[name] ?? { cmsis: Infinity, reference: Infinity }
      expect(found.instructions).toBeLessThanOrEqual(1.3 * cmsis)
      expect(found.instructions * 5).toBeLessThanOrEqual(reference)
    },
  )

  it.each(['m0', 'm3', 'm7'] as const)('answers as in Python on %s, for every architecture', async (core) => {
    for (const model of models) {
      const found = await measure(CORES[core], model)
      expect({ name: model.name, failed: found.failed }).toEqual({ name: model.name, failed: 0 })
    }
  })

  it('is an Arduino library whose examples build and run with nothing else', async () => {
    const model = models.find(({ name }) => name === 'tiny_cnn')
    if (model === undefined) throw new Error('no tiny_cnn')
    const source = join(model.folder, 'src')
    const library = (await readdir(source))
      .filter((file) => file.endsWith('.c'))
      .map((file) => join(source, file))
    const said = await Promise.all(
      ['self_test', 'classify'].map(async (example) => {
        const work = await mkdtemp(join(scratch, 'sketch-'))
        const sketch = [
          join(model.folder, `examples/${example}/${example}.ino`),
          join(FIRMWARE, 'sketch.cpp'),
        ]
        const objects = await compileAll(CORES.m4, [...library, ...sketch], work, [`-I${source}`])
        return emulate(CORES.m4, await link(CORES.m4, objects, join(work, 'program.elf')))
      }),
    )
    expect(said[0]).toBe('PASS: 8 of 8\n')
    expect(said[1]).toMatch(/^(class \d|unsure)\n(class \d: \d+ %\n){10}$/)
  })

  it('is a CMake package', async () => {
    const model = models.find(({ name }) => name === 'tiny_cnn')
    if (model === undefined) throw new Error('no tiny_cnn')
    const work = await mkdtemp(join(scratch, 'cmake-'))
    await run('cmake', ['-S', model.folder, '-B', work])
    await run('cmake', ['--build', work])
    expect(await readdir(work)).toContain('libtiny_cnn.a')
  })

  it.each([
    ['esp-idf', 'component/libcomponent.a'],
    ['zephyr', 'module/libtiny_cnn.a'],
  ])('builds by the CMake file that %s takes', async (system, library) => {
    const model = models.find(({ name }) => name === 'tiny_cnn')
    if (model === undefined) throw new Error('no tiny_cnn')
    const work = await mkdtemp(join(scratch, 'component-'))
    const options = [`-DFOLDER=${model.folder}`, '-DSYMBOL=TINY_CNN']
    await run('cmake', ['-S', join(FIRMWARE, system), '-B', work, ...options])
    await run('cmake', ['--build', work])
    expect(existsSync(join(work, library))).toBe(true)
  })
})
