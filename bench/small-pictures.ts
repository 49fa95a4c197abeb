import { writeZip } from '../test/archive/write-zip.ts'
import { multipart } from '../test/support/multipart.ts'
import { createCopier } from './support/bytes/copy-bytes.ts'
import { noisePicture } from './support/bytes/noise-picture.ts'
import { newDataset, sendPictures } from './support/bytes/send-pictures.ts'
import { runBench } from './support/run-bench.ts'
import { useRelay } from './support/use-relay.ts'

const PICTURES = 4000
const QUICK_PICTURES = 400
/** Pixels on a side: a PNG of 1.7 kB. */
const SIDE = 40

const newPictures = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `${i % 10}/${i}.png`, data: noisePicture(SIDE) }))

const zipped = (pictures: ReturnType<typeof newPictures>) =>
  multipart([{ name: 'p.zip', data: writeZip(pictures.map((one) => ({ ...one, method: 0 }))) }])

await runBench({
  about:
    'Many small pictures in, loose and in a zip, beside `psql \\copy` of the same bytes to the same PostgreSQL.',
  figures: {
    'small-form': {
      what: '4,000 small pictures (6.8 MB) in a form, against `psql \\copy` of the same bytes',
      unit: 'x',
      goal: { atMost: 8 },
    },
    'small-zip': {
      what: '4,000 small pictures (6.8 MB) in a zip, against `psql \\copy` of the same bytes',
      unit: 'x',
      goal: { atMost: 8 },
    },
  },
  async measure({ rounds, isQuick, record }) {
    await using relay = await useRelay()
    await using copier = await createCopier(relay.database.url)
    const ways = [
      { figure: 'small-form', pack: multipart },
      { figure: 'small-zip', pack: zipped },
    ] as const
    // The first round warms both up.
    for (let round = 0; round <= rounds; round++)
      for (const { figure, pack } of ways) {
        const pictures = newPictures(isQuick ? QUICK_PICTURES : PICTURES)
        const packed = pack(pictures)
        const dataset = await newDataset(relay.url)
        const copied = await copier.copy(pictures)
        const taken = await sendPictures(relay.url, dataset, packed)
        if (round > 0)
          record(figure, taken / copied, `${taken.toFixed(2)} s, ${copier.tool} ${copied.toFixed(3)} s`)
      }
  },
})
