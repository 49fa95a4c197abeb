import { describe, expect, it } from 'vitest'
import { createUpload, type TrueUpload } from './corpus.ts'
import { type Packing, packings, type Received, sendUpload } from './send-upload.ts'

const UPLOADS = Number(process.env['UPLOADS'] ?? 1000)
/** Notices that say that labels may be others than the client means. */
const DOUBTS = [
  'names-guessed',
  'one-class',
  'sessions-passed',
  'labels-from-names',
  'odd-class',
  'labels-alike',
]

const clean = (label: string | null) => label?.normalize('NFC').replace(/\s+/g, ' ') ?? null

/** What is wrong with an upload that was taken: pictures lost, labels or splits that are not the true ones. */
const findWrongs = (upload: TrueUpload, received: Received): string[] => {
  const wrongs: string[] = []
  const key = (content: string, sent: string) => `${content} ${sent.normalize('NFC')}`
  const got = new Map(received.files.map((file) => [key(file.content, file.sent), file]))
  const byContent = new Map(received.files.map((file) => [file.content, file]))
  const places = new Map(received.files.map((file) => [file.path, file.content]))
  for (const { path, content, label, split } of upload.archives.flatMap(({ pictures }) => pictures)) {
    const file = got.get(key(content, path)) ?? byContent.get(content)
    if (file === undefined) wrongs.push(`lost ${path}`)
    else if (places.get(file.path) !== content) wrongs.push(`overwritten ${path}`)
    else if (file.label !== clean(label)) wrongs.push(`label of ${path}: ${file.label} instead of ${label}`)
    else if (file.split !== split) wrongs.push(`split of ${path}: ${file.split} instead of ${split}`)
  }
  return wrongs
}

const judge = (upload: TrueUpload, received: Received) => {
  if (received.refusals.length > 0) return { verdict: 'refused' as const, wrongs: received.refusals }
  const wrongs = findWrongs(upload, received)
  if (wrongs.length === 0) return { verdict: 'right' as const, wrongs }
  const isTold =
    wrongs.every((wrong) => !wrong.startsWith('lost') && !wrong.startsWith('overwritten')) &&
    received.notices.some((code) => DOUBTS.includes(code))
  return { verdict: isTold ? ('told' as const) : ('silent' as const), wrongs }
}

const packingOf = (number: number): Packing => packings[number % packings.length] ?? 'utf8'

describe('a thousand uploads from the field', () => {
  it('lose or relabel no picture without a word, and are right once what is asked is answered', async () => {
    const counts = { right: 0, refused: 0, told: 0, silent: 0 }
    const answered = { right: 0, refused: 0, told: 0, silent: 0 }
    const kinds = new Map<string, number>()
    const faults: string[] = []
    for (let number = 0; number < UPLOADS; number += 1) {
      const upload = createUpload(number)
      const packing = packingOf(number)
      const { verdict, wrongs } = judge(upload, await sendUpload(upload, packing, null))
      counts[verdict] += 1
      const what = `${verdict} ${upload.layout}`
      kinds.set(what, (kinds.get(what) ?? 0) + 1)
      if (verdict === 'silent')
        faults.push(`${number} ${upload.layout} ${packing}: ${wrongs.slice(0, 2).join('; ')}`)
      if (verdict === 'told' && process.env['CORPUS'] === 'kinds')
        process.stdout.write(`${number} told ${upload.layout} ${packing}: ${wrongs.slice(0, 2).join('; ')}\n`)
      if (verdict !== 'refused') continue
      const again = judge(upload, await sendUpload(upload, packing, upload.answer))
      answered[again.verdict] += 1
      // Only renaming helps there.
      const isTooLong = again.wrongs.includes('label-too-long')
      if (again.verdict !== 'right' && !isTooLong)
        faults.push(
          `${number} ${upload.layout} ${packing}, answered: ${again.verdict} ${again.wrongs.slice(0, 2).join('; ')}`,
        )
    }
    process.stdout.write(
      `corpus of ${UPLOADS}: ${JSON.stringify(counts)}, refused and answered: ${JSON.stringify(answered)}\n`,
    )
    if (process.env['CORPUS'] === 'kinds')
      process.stdout.write(
        `${faults.join('\n')}\n${[...kinds]
          .sort()
          .map(([kind, count]) => `${count} ${kind}`)
          .join('\n')}\n`,
      )
    expect(faults).toEqual([])
    expect(counts.silent).toBe(0)
  }, 120_000)
})
