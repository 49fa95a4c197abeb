import { multipart } from '../test/support/multipart.ts'
import { createCopier } from './support/bytes/copy-bytes.ts'
import { noisePicture } from './support/bytes/noise-picture.ts'
import { newDataset, sendPictures } from './support/bytes/send-pictures.ts'
import { runBench } from './support/run-bench.ts'
import { useRelay } from './support/use-relay.ts'

const PICTURES = 30
const QUICK_PICTURES = 3
/** Pixels on a side: a PNG of 5 MB. */
const SIDE = 2236

await runBench({
  about: 'Large pictures in, beside `psql \\copy` of the same bytes to the same PostgreSQL.',
  figures: {
    large: {
      what: '150 MB of large pictures in a form, against `psql \\copy` of the same bytes',
      unit: 'x',
      goal: { atMost: 2 },
    },
  },
  async measure({ rounds, isQuick, record }) {
    await using relay = await useRelay()
    await using copier = await createCopier(relay.database.url)
    // The first round warms both up.
    for (let round = 0; round <= rounds; round++) {
      const pictures = Array.from({ length: isQuick ? QUICK_PICTURES : PICTURES }, (_, i) => ({
        name: `${i % 2}/${i}.png`,
        data: noisePicture(SIDE),
      }))
      const form = multipart(pictures)
      const dataset = await newDataset(relay.url)
      const copied = await copier.copy(pictures)
      const taken = await sendPictures(relay.url, dataset, form)
      if (round > 0)
        record('large', taken / copied, `${taken.toFixed(2)} s, ${copier.tool} ${copied.toFixed(2)} s`)
    }
  },
})
