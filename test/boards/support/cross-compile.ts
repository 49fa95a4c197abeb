import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A processor and an emulated board that runs its programs: all are MPS2, with the same memory. */
export interface Core {
  cpu: string
  machine: string
}

/** Cortex-M0 programs are run on an M3, which knows all their instructions; of DSP it has none. */
export const CORES = {
  m0: { cpu: 'cortex-m0', machine: 'mps2-an385' },
  m3: { cpu: 'cortex-m3', machine: 'mps2-an385' },
  m4: { cpu: 'cortex-m4', machine: 'mps2-an386' },
  m7: { cpu: 'cortex-m7', machine: 'mps2-an500' },
} as const satisfies Record<string, Core>

const FIRMWARE = join(import.meta.dirname, '../firmware')
const STRICT = ['-Wall', '-Wextra', '-Werror']

/** Runs a cross compiler, which must have nothing to say. */
const compile = async (language: 'gcc' | 'g++', options: string[]) => {
  const { stderr } = await run(`arm-none-eabi-${language}`, options)
  if (stderr !== '') throw new Error(stderr)
}

/** Objects of `sources` in `folder`, by their names, as a board's build makes them. */
export const compileAll = async ({ cpu }: Core, sources: string[], folder: string, flags: string[] = []) =>
  Promise.all(
    sources.map(async (source) => {
      const object = join(folder, `${source.replaceAll('/', '_')}.${cpu}.o`)
      const cpp = /\.(cpp|ino)$/.test(source)
      const language = cpp
        ? [
            '-x',
            'c++',
            '-std=c++11',
            '-fno-exceptions',
            '-fno-rtti',
            '-fno-threadsafe-statics',
            '-include',
            'Arduino.h',
          ]
        : ['-std=c99']
      const machine = [`-mcpu=${cpu}`, '-mthumb', '-Os', '-ffunction-sections', '-fdata-sections']
      await compile(cpp ? 'g++' : 'gcc', [
        ...machine,
        ...language,
        ...STRICT,
        `-I${FIRMWARE}`,
        ...flags,
        '-c',
        source,
        '-o',
        object,
      ])
      return object
    }),
  )

/** Links objects with our start-up code. Returns the program's path; its map lies beside it. */
export const link = async (core: Core, objects: string[], program: string) => {
  const folder = join(program, '..')
  const start = await compileAll(core, [join(FIRMWARE, 'start.c')], folder)
  const script = [
    '-nostartfiles',
    '-specs=nano.specs',
    '-T',
    join(FIRMWARE, 'board.ld'),
    '-Wl,--gc-sections',
    `-Wl,-Map=${program}.map`,
  ]
  await compile('gcc', [`-mcpu=${core.cpu}`, '-mthumb', ...script, ...objects, ...start, '-o', program])
  return program
}

/** What a program says on an emulated board, where each instruction takes a nanosecond. */
export const emulate = async ({ machine }: Core, program: string): Promise<string> => {
  const semihosting = ['-semihosting-config', 'enable=on,target=native']
  const options = [
    '-M',
    machine,
    '-display',
    'none',
    '-serial',
    'none',
    '-monitor',
    'none',
    '-icount',
    'shift=0',
    ...semihosting,
    '-kernel',
    program,
  ]
  const { stdout, stderr } = await run('qemu-system-arm', options, { timeout: 120_000 })
  return stdout + stderr
}

/** Bytes of an object's sections: what the linker's map has of it. */
export const sizeOf = async (object: string) => {
  const { stdout } = await run('arm-none-eabi-size', ['-A', object])
  const bytes = (kind: RegExp) =>
    stdout
      .split('\n')
      .map((line) => line.split(/\s+/))
      .filter(([name]) => kind.test(name ?? ''))
      .reduce((sum, [, size]) => sum + Number(size), 0)
  return { flash: bytes(/^\.(text|rodata)/), code: bytes(/^\.text/), ram: bytes(/^\.(data|bss)/) }
}
