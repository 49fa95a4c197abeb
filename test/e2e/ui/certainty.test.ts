import { expect, it } from 'vitest'
import { endNextRun } from '../../support/act-as-worker.ts'
import { buildPage } from '../../support/build-page.ts'
import { createDatasetUnderTest } from '../../support/dataset-under-test.ts'
import { makePicture } from '../../support/pictures.ts'
import { useApp } from '../../support/start-app.ts'
import { inBrowser, openBrowser } from '../support/open-browser.ts'
import { expectWell, listen } from './use-page.ts'

const NEED = { model_bytes: 11_090, arena_bytes: 8256, macs: 56_512 }
const RUNG = { epochs: 4, images: 40, loss: 0.5, accuracy: 0.75, interval: [0.598, 0.858], seconds: 2 }
const CANDIDATES = [
  {
    ...NEED,
    architecture: 'tiny_cnn',
    initial_weights: null,
    width: 32,
    height: 32,
    channels: 1,
    accuracy: 0.75,
    rungs: [RUNG],
    skipped: null,
    became: 'Chosen: it is the best.',
  },
  {
    ...NEED,
    architecture: 'mobilenet_v1',
    initial_weights: 'visual wake words',
    width: 96,
    height: 96,
    channels: 3,
    accuracy: null,
    rungs: [],
    skipped: 'of the 60 s there are 5 left',
    became: null,
  },
]
const NAMES = ['circle/1.png', 'circle/2.png', 'square/3.png', 'square/4.png']

it(
  'shows how sure a model is and what was tried, and lets a doubted label be corrected',
  inBrowser,
  async () => {
    buildPage()
    const app = await useApp()
    const dataset = await createDatasetUnderTest(app)
    await dataset.upload(NAMES.map((name, i) => ({ name, data: makePicture(i) })))
    await app.ask(`POST /models/datasets/${dataset.id}?lossfunc=Categorical%20crossentropy`, {
      json: { parameters: { epochs: 1, img_width: 32, img_height: 32, batch_size: 2 }, description: '' },
      headers: { Prefer: 'respond-async' },
    })
    await endNextRun(app.db)
    const { rows } = await app.db.knex.raw("select id from dataset_files where path = 'circle/2.png'")
    const doubt = {
      file_id: rows[0].id,
      label: 'circle',
      suggested: 'square',
      confidence: 0.93,
      own: 0.07,
    }
    await app.db.knex.raw('update runs set result = result || ?::jsonb', [
      JSON.stringify({
        candidates: CANDIDATES,
        suspects: { images: 3, used: 4, found: 1, pictures: [doubt] },
      }),
    ])
    const page = await (await openBrowser()).newPage()
    const complaints = listen(page)

    await page.goto(`${app.url}/ui#/models/1`)
    const certainty = page.getByRole('region', { name: 'How sure it is' })
    // Of the real run in tf-image/fixtures/result.train.json.
    await expect.poll(() => certainty.textContent(), { timeout: 30_000 }).toContain('right where it is sure')
    expect(await certainty.textContent()).toContain('from a confidence of 80 % on')
    await certainty.getByText('Figures').click()
    await expect.poll(() => certainty.getByRole('row').count(), { timeout: 15_000 }).toBe(9)
    const tried = page.getByRole('region', { name: 'What was tried' })
    expect(await tried.getByRole('row').allTextContents()).toEqual([
      'NetworkFlashRAMRightWhat became of it',
      expect.stringMatching(
        /^Tiny cnn, 32×32 grey.*75.*after 4 epochs, truly 60 .* to 86 .*Chosen: it is the best\.$/,
      ),
      expect.stringMatching(
        /^Mobilenet v1, 96×96 colour, pretrained.*–Not tried: of the 60 s there are 5 left\.$/,
      ),
    ])
    await expectWell(page)
    if (process.env['SCREENSHOTS'])
      await certainty.screenshot({ path: `${process.env['SCREENSHOTS']}/certainty.png` })

    await page.goto(`${app.url}/ui#/data/${dataset.id}`)
    const suspects = page.getByRole('region', { name: 'Worth a second look' })
    await expect.poll(() => suspects.textContent(), { timeout: 30_000 }).toContain('93 % against 7 %')
    expect(await suspects.textContent()).toContain('could look at 3 of 4 pictures')
    await expectWell(page)
    if (process.env['SCREENSHOTS'])
      await suspects.screenshot({ path: `${process.env['SCREENSHOTS']}/suspects.png` })
    await suspects.getByRole('button', { name: 'It is square' }).click()
    await expect
      .poll(async () => (await dataset.labels())['circle/2.png'], { timeout: 30_000 })
      .toBe('square')
    // The only one: nothing is doubted any more.
    await expect.poll(() => suspects.count(), { timeout: 30_000 }).toBe(0)
    expect(complaints).toEqual([])
  },
)
