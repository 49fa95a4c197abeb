import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const PROGRAM = join(import.meta.dirname, '../emit_models.py')
const IMAGE = process.env['TENSORFLOW_IMAGE'] ?? 'tinymlaas/tensorflow:dev'

const facts = z.object({
  name: z.string(),
  picture: z.string(),
  macs: z.int(),
  /** What the report says. */
  ram: z.int(),
  flash: z.int(),
  code: z.int(),
  stack: z.int(),
  instructions: z.int(),
  /** What is said of them before a training. */
  planned: z.int(),
  /** TensorFlow Lite Micro's, without its own structures. */
  activations: z.int(),
  model: z.int(),
})
export type Emitted = z.infer<typeof facts> & { folder: string }

/** Every architecture as the library that a compile delivers, unpacked in `folder`. */
export const emitModels = async (folder: string): Promise<Emitted[]> => {
  const options = [
    'run',
    '--rm',
    '--init',
    '-i',
    '--network',
    'none',
    '--cap-drop',
    'ALL',
    IMAGE,
    'python',
    '-',
  ]
  const container = spawn('docker', options, { stdio: ['pipe', 'pipe', 'pipe'] })
  const unpack = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] })
  const said: Buffer[] = []
  container.stderr.on('data', (data: Buffer) => said.push(data))
  createReadStream(PROGRAM).pipe(container.stdin)
  container.stdout.pipe(unpack.stdin)
  const [[code]] = await Promise.all([once(container, 'close'), once(unpack, 'close')])
  if (code !== 0)
    throw new Error(
      `The image emitted nothing (exit code ${code}): ${Buffer.concat(said).toString().slice(-2000)}`,
    )
  const names = await readdir(folder)
  return Promise.all(
    names.sort().map(async (name) => {
      const known: unknown = JSON.parse(await readFile(join(folder, name, 'facts.json'), 'utf8'))
      return { ...facts.parse(known), folder: join(folder, name) }
    }),
  )
}
