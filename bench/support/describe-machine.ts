import { readFile } from 'node:fs/promises'
import { cpus, totalmem, type } from 'node:os'
import type { Machine } from './figure.ts'

const GIB = 1024 ** 3

/** What a reader must know of the machine to make sense of its figures. */
export const describeMachine = async (): Promise<Machine> => {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / GIB),
    system: /^PRETTY_NAME="(.*)"$/m.exec(release)?.[1] ?? type(),
    node: process.version,
  }
}
