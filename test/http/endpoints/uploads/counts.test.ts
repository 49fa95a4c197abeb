import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { writeZip } from '../../../archive/write-zip.ts'
import { createUpload, type TrueUpload } from '../../../labels/corpus.ts'
import { createDatasetUnderTest } from '../../../support/dataset-under-test.ts'
import type { Part } from '../../../support/multipart.ts'
import { makePicture } from '../../../support/pictures.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

/** `UPLOADS=1000` is the proof at length. */
const UPLOADS = Number(process.env['UPLOADS'] ?? 60)
let app: RunningApp
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT_PER_MINUTE: '0' } })
})
afterAll(() => app.stop())

const count = z.object({ count: z.int() })
const report = z.object({
  files: z.int(),
  added: z.int(),
  same: count,
  replaced: count,
  renamed: count,
  relabelled: count,
  left_out: z.array(count.extend({ reason: z.string() })),
})
const listed = z.array(
  z.object({ id: z.int(), path: z.string(), label: z.string().nullable(), sha256: z.string() }),
)

/** What lies in archives beside pictures: each is counted. */
const ODDS = [
  { name: 'readme.txt', data: 'a text' },
  { name: '.DS_Store', data: 'x' },
  { name: '__MACOSX/._1.png', data: 'x' },
  { name: 'more.rar', data: 'Rar!\x1a\x07\x01\0 and so on' },
]

/** The form's parts of an upload of the corpus, and how many files they hold; contents become pictures. */
const toParts = ({ archives }: TrueUpload) => {
  const numbers = new Map<string, number>()
  const pictureOf = (content: string) => {
    if (!numbers.has(content)) numbers.set(content, numbers.size)
    return makePicture(numbers.get(content) ?? 0)
  }
  let files = 0
  const parts = archives.map(({ name, pictures, sidecars }): Part => {
    const items = [
      ...pictures.map(({ path, content }) => ({ name: path, data: pictureOf(content) })),
      ...sidecars.map(({ path, text }) => ({ name: path, data: text })),
      ...ODDS,
    ]
    files += items.length
    return { name, data: writeZip(items) }
  })
  return { parts, files, pictures: numbers.size }
}

describe('uploads from the field, over HTTP', () => {
  it('lose no picture, and each file of them is counted once', { timeout: 20 * UPLOADS * 60 }, async () => {
    const verdicts = { taken: 0, asked: 0, answered: 0 }
    for (let number = 0; number < UPLOADS; number += 1) {
      const dataset = await createDatasetUnderTest(app)
      const upload = createUpload(number)
      const { parts, files, pictures } = toParts(upload)
      const send = (options: TrueUpload['options']) => {
        const { label, layout, labelLevel, split, alike } = options
        const said = { label, layout, label_level: labelLevel, split, labels_alike: alike }
        const query = Object.entries(said).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)] as const],
        )
        return dataset.report(parts, `?${new URLSearchParams(Object.fromEntries(query))}`)
      }
      const first = await send(upload.options)
      const reply = first.status === 422 ? await send({ ...upload.options, ...upload.answer }) : first
      if (reply.status !== 200) {
        // Only renaming helps there.
        expect(reply.json, `${number}`).toMatchObject({ detail: [{ type: 'label-too-long' }] })
        verdicts.asked += 1
        continue
      }
      verdicts[first === reply ? 'taken' : 'answered'] += 1
      const told = report.parse(reply.json)
      const left = told.left_out.reduce((sum, one) => sum + one.count, 0)
      expect(told.files, `${number} ${upload.layout}`).toBe(files)
      expect(told.added + told.same.count + told.replaced.count + left, `${number} ${upload.layout}`).toBe(
        files,
      )
      const { json } = await app.ask(`GET /datasets/${dataset.id}/files?limit=1000`)
      const kept = listed.parse(json)
      expect(kept.length, `${number} ${upload.layout}`).toBe(told.added)
      expect(new Set(kept.map(({ sha256 }) => sha256)).size, `${number} ${upload.layout}`).toBe(pictures)
    }
    process.stdout.write(`corpus over HTTP of ${UPLOADS}: ${JSON.stringify(verdicts)}\n`)
    expect(verdicts.taken).toBeGreaterThan(UPLOADS / 3)
  })
})
