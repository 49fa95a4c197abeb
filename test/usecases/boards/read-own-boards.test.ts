import { expect, it } from 'vitest'
import { readOwnBoards } from '../../../src/usecases/boards/read-own-boards.ts'
import { OWN_BOARD, useBoardsFile } from '../../support/own-boards.ts'

const read = async (content: unknown) => readOwnBoards(await useBoardsFile(content))

it('takes rows with all that a board of ours may have, and no file for none', async () => {
  const latencies = [
    {
      kernels: 'reference',
      model: 'person_detect',
      macs: 7_160_192,
      milliseconds: 800,
      source: 'measured here',
    },
  ]
  const full = {
    ...OWN_BOARD,
    id: 'b-2',
    cmsis_nn: true,
    static_bytes: 32_768,
    system_flash_bytes: 65_536,
    latencies,
  }
  expect(await read({ boards: [OWN_BOARD, full] })).toEqual([{ ...OWN_BOARD, latencies: [] }, full])
  expect(await readOwnBoards(undefined)).toEqual([])
  expect(await readOwnBoards('/dev/null')).toEqual([])
})

it.each([
  ['no JSON', '{', /cannot be read: .*JSON/],
  ['another list', { rows: [] }, /boards.*docs\/boards\.md/],
  ['an unknown field', { boards: [{ ...OWN_BOARD, ram: 1 }] }, /row 1 \(our-board\): .*"ram"/],
  [
    'a missing field',
    { boards: [OWN_BOARD, { ...OWN_BOARD, id: 'b', source: undefined }] },
    /row 2 \(b\), source: /,
  ],
  [
    'a text for bytes',
    { boards: [{ ...OWN_BOARD, ram_bytes: '64 KB' }] },
    /row 1 \(our-board\), ram_bytes: /,
  ],
  ['no RAM', { boards: [{ ...OWN_BOARD, ram_bytes: 0 }] }, /ram_bytes: /],
  [
    'an id in capitals',
    { boards: [{ ...OWN_BOARD, id: 'Our Board' }] },
    /row 1 \(Our Board\), id: small letters/,
  ],
  ['an id twice', { boards: [OWN_BOARD, OWN_BOARD] }, /row 2 \(our-board\), id: there is another/],
  [
    'an id of ours',
    { boards: [{ ...OWN_BOARD, id: 'esp32' }] },
    /row 1 \(esp32\), id: there is another esp32/,
  ],
  [
    'a piece larger than all',
    { boards: [{ ...OWN_BOARD, static_bytes: 70_000 }] },
    /static_bytes: more than ram_bytes/,
  ],
  [
    'no flash left',
    { boards: [{ ...OWN_BOARD, system_flash_bytes: 524_288 }] },
    /system_flash_bytes: no less/,
  ],
  ['what a sketch needs', { boards: [{ ...OWN_BOARD, sketch: true }] }, /"sketch"/],
  ['too many rows', { boards: Array.from({ length: 51 }, (_, n) => ({ ...OWN_BOARD, id: `b${n}` })) }, /50/],
  ['too many bytes', ' '.repeat(256 * 1024 + 1), /more than 262144 bytes/],
])('refuses %s, and says where', async (_, content, words) => {
  await expect(read(content)).rejects.toThrow(words)
  await expect(read(content)).rejects.toMatchObject({ name: 'SetupError' })
})
