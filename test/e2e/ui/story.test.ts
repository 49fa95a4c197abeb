import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDigits } from '../../../scripts/demo/read-digits.ts'
import { insertToken } from '../../../src/store/tokens.ts'
import { createFakeBridge, type FakeBridge } from '../../bridge/fake-bridge.ts'
import { buildPage } from '../../support/build-page.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { startBreakableLine } from '../support/breakable-line.ts'
import { inBrowser, launchBrowser } from '../support/open-browser.ts'
import { expectWell, listen } from './use-page.ts'

const MAX_FIRST_LOAD_BYTES = 150 * 1024
const PER_CLASS = 10
const CLASSES = ['0', '1']
const SECONDS = 1000
/** Of what a container does. */
const LONG = { timeout: 400 * SECONDS }
const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

/** A folder as somebody has it on a disk: one folder per class, and one file that is no picture. */
const makeFolder = async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'pictures-')), 'digits')
  const digits = (await readDigits(PER_CLASS)).filter(({ name }) => CLASSES.includes(name[0] ?? ''))
  for (const { name, png } of digits) {
    await mkdir(join(folder, dirname(name)), { recursive: true })
    await writeFile(join(folder, name), png)
  }
  await writeFile(join(folder, '1/broken.png'), 'this is no picture')
  return folder
}

// In this order: each test goes on where the one before it stopped, as a user does.
describe('the page, from pictures to a device', { ...inBrowser, timeout: 500 * SECONDS, retry: 0 }, () => {
  const stack = new AsyncDisposableStack()
  let app: RunningApp
  let bridge: FakeBridge
  let line: Awaited<ReturnType<typeof startBreakableLine>>
  let page: Page
  let complaints: string[]
  let token = ''
  let folder = ''

  beforeAll(async () => {
    buildPage()
    app = await startApp({ worker: true, isTokenRequired: true })
    stack.defer(() => app.stop())
    token = await insertToken(app.db.knex, 'page', ['read', 'run', 'admin'])
    bridge = await createFakeBridge()
    stack.defer(() => bridge.close())
    line = await startBreakableLine(Number(new URL(app.url).port))
    stack.defer(() => line.close())
    folder = await makeFolder()
    stack.defer(() => rm(dirname(folder), { recursive: true }))
    const { context, close } = await launchBrowser({}, CAMERA)
    stack.defer(close)
    page = await context.newPage()
    // Generous: other tests may keep both cores busy.
    page.setDefaultTimeout(60 * SECONDS)
    complaints = listen(page)
  })
  afterAll(() => stack.disposeAsync())

  const button = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' })
  const link = (name: string) => page.getByRole('link', { name, exact: true })
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })
  /** By the navigation, as a user does. */
  const open = async (section: string, title: string) => {
    await page.getByRole('navigation').getByRole('link', { name: section }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
  }

  it('is led to from /, is small, and asks for a token', async () => {
    let bytes = 0
    const client = await page.context().newCDPSession(page)
    await client.send('Network.enable')
    client.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(line.url)
    expect(page.url()).toBe(`${line.url}/ui/`)
    await page.getByLabel('Token').waitFor()
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(MAX_FIRST_LOAD_BYTES)
    await client.detach()
    await expectWell(page)
    await page.getByLabel('Token').fill('tml_wrong')
    await button('Sign in').click()
    await page.getByRole('alert').getByText('The token is unknown.').waitFor()
    await page.getByLabel('Token').fill(token)
    // By the keyboard.
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor()
    await page.getByText('There is no dataset yet.').waitFor()
    await expectWell(page)
  })

  it('takes a folder, and shows its pictures by class and what is wrong with them', async () => {
    await page.getByLabel('Folder of pictures').setInputFiles(folder)
    await heading('digits').waitFor()
    await page.getByText(`${2 * PER_CLASS + 1} pictures added`).waitFor()
    await page.getByText(`${2 * PER_CLASS + 1} pictures in 2 classes`).waitFor()
    // Pictures are fetched when they come into sight.
    await page.locator('.thumbnail').first().scrollIntoViewIfNeeded()
    await page.locator('.thumbnail img').first().waitFor()
    await page.getByLabel(/Problems only/).check()
    await page.locator('.thumbnail .problem').waitFor()
    expect(await page.locator('.thumbnail').count()).toBe(1)
    expect(await page.locator('.thumbnail .problem').textContent()).toMatch(/\w{3,} \w{2,}/)
    await expectWell(page)
    await page.getByLabel(/Problems only/).uncheck()
  })

  it('takes what is dropped, and says what is wrong with it', async () => {
    const dropped = await page.evaluateHandle(
      `(() => {
        const transfer = new DataTransfer()
        transfer.items.add(new File(['this is no archive'], 'pictures.zip'))
        return transfer
      })()`,
    )
    await page.getByRole('region', { name: 'Add pictures' }).dispatchEvent('drop', { dataTransfer: dropped })
    const panel = page.getByRole('region', { name: 'Upload' })
    await panel.getByText('Nothing of what was sent is a picture.').waitFor()
    await panel.getByRole('button', { name: 'Close' }).click()
  })

  it('relabels and deletes, and takes both back', async () => {
    const zeros = button(/^0 \d+$/)
    await page.getByRole('checkbox', { name: '0/0-000.png, 0' }).check()
    await page.getByLabel('New class').fill('zero')
    await button('Relabel').click()
    await page.getByText('1 picture now “zero”.').waitFor()
    await button(`0 ${PER_CLASS - 1}`).waitFor()
    await button('Undo').click()
    await page.getByText('Undone.').waitFor()
    await button(`0 ${PER_CLASS}`).waitFor()

    await page.getByRole('checkbox', { name: '0/0-001.png, 0' }).check()
    await page.getByRole('checkbox', { name: '0/0-002.png, 0' }).check()
    await button('Delete').click()
    await page.getByText('2 pictures deleted.').waitFor()
    await button(`0 ${PER_CLASS - 2}`).waitFor()
    await button('Undo').click()
    await button(`0 ${PER_CLASS}`).waitFor()
    await page.getByRole('checkbox', { name: '0/0-001.png, 0' }).waitFor()
    expect(await zeros.count()).toBe(1)
  })

  it('takes a picture with the camera into a class, and it can be deleted', async () => {
    await button('Take pictures with the camera').click()
    await page.getByLabel('Class of the next pictures').fill('1')
    await button('Take a picture of 1').click()
    await page.getByText('1 picture taken.').waitFor()
    await page.getByRole('checkbox', { name: /camera-\d+\.jpg, 1/ }).check()
    await button('Delete').click()
    await page.getByText('1 picture deleted.').waitFor()
    await page.getByRole('region', { name: 'Camera' }).getByRole('button', { name: 'Close' }).click()
  })

  it('trains, tells every epoch once although the connection is lost in the middle', async () => {
    await link('Train a model').click()
    await heading('New training').waitFor()
    await page.getByLabel('Epochs').fill('3')
    await page.getByLabel('Size of the pictures').fill('16')
    await page.getByText('More settings').click()
    // One training instead of the six of a cross-validation.
    await page.getByLabel('Measure with').selectOption('0.2')
    await page.getByText(/^About [\d.]+ kB of flash for the model and [\d.]+ kB of RAM/).waitFor()
    await expectWell(page)
    await button('Start the training').click()
    await heading(/^Training/).waitFor()
    await page.getByText('running', { exact: true }).waitFor(LONG)
    line.cut()
    await page.getByText('The connection to the relay is lost.').waitFor()
    line.mend()
    await page.getByText('The connection to the relay is lost.').waitFor({ ...LONG, state: 'detached' })
    await page.getByText(/^Done: [\d.]+ % of \d+ held-out pictures are right\.$/).waitFor(LONG)
    const log = await page.getByRole('region', { name: 'Log of the run' }).textContent()
    expect(log?.match(/Epoch \d of 3/g)).toEqual(['Epoch 1 of 3', 'Epoch 2 of 3', 'Epoch 3 of 3'])
    await page.locator('.u-wrap canvas').first().waitFor()
    await page.getByText('Figures').first().click()
    expect(await page.locator('figure table').first().locator('tbody tr').count()).toBe(3)
    await expectWell(page)
  })

  it(
    'shows how good the model is, the pictures behind a number, and what it says of another',
    LONG,
    async () => {
      await link('Open the model').click()
      await heading('How good it is').waitFor()
      await page.getByRole('img', { name: /^Accuracy .* between .* and / }).waitFor()
      await page.locator('button.cell').first().click()
      const dialog = page.getByRole('dialog')
      await dialog.locator('img').first().waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await expectWell(page)
      await page.getByLabel('Choose a picture').setInputFiles(join(folder, '0/0-003.png'))
      await page.locator('.answers').waitFor(LONG)
      expect(await page.locator('.answers .scores li').count()).toBe(2)
    },
  )

  it('compiles, and hands over the files', async () => {
    await button('Compile for boards').click()
    await heading('Boards').waitFor(LONG)
    await page.getByRole('region', { name: 'Boards' }).getByText('fits', { exact: true }).first().waitFor()
    const arrives = page.waitForEvent('download')
    await link('model.tflite').click()
    const download = await arrives
    expect(download.suggestedFilename()).toBe('model.tflite')
    expect((await readFile(await download.path())).subarray(4, 8).toString()).toBe('TFL3')
  })

  it('installs on a device through its bridge, and shows what it sees', async () => {
    await open('Fleet', 'Fleet and queue')
    await page.getByText('Add a bridge').click()
    const bridgeForm = page.locator('form', { has: button('Add bridge') })
    await bridgeForm.getByLabel('Name').fill('Workshop')
    await bridgeForm.getByLabel('Address').fill(bridge.address)
    await button('Add bridge').click()
    await page.getByText('online', { exact: true }).waitFor()
    await page.getByText('Add a device').click()
    const form = page.locator('form', { has: button('Add device') })
    await form.getByLabel('Name').fill('Eye')
    await form.getByLabel('Bridge').selectOption({ label: 'Workshop' })
    await page.getByText('The bridge sees ESP-EYE').waitFor()
    await form.getByLabel('Serial number').fill('707B266C064B14A6')
    await button('Add device').click()
    await page.getByText('Eye', { exact: true }).waitFor()
    await expectWell(page)

    await open('Models', 'Models')
    await page.getByRole('link', { name: /^digits/ }).click()
    await button('Install').click()
    await page.getByText('Installed on Eye. The bridge says: Success').waitFor()
    const sent = bridge.requests.find(({ url }) => url === '/install/')
    expect(sent?.body).toContain('model_tflite')
    await button('Watch what Eye sees').click()
    const seen = page.getByRole('list', { name: 'What Eye sees' })
    await seen.getByText('0.75').waitFor()
    await expectWell(page)
    bridge.setMode('broken')
    await button('Install').click()
    const alert = page.getByRole('alert').first()
    await alert.waitFor()
    expect(await alert.textContent()).toMatch(/bridge/i)
    bridge.setMode('ok')
    await button('Stop watching').click()
  })

  it('says in words what is not there, and is well in every list', async () => {
    for (const path of ['data/999', 'models/999', 'runs/x', 'train/new/999']) {
      await page.goto(`${line.url}/ui/#/${path}`)
      const alert = page.getByRole('alert')
      await alert.first().waitFor()
      expect(await alert.first().textContent(), path).toMatch(/(no|not|unknown) \w+/i)
    }
    await open('Train', 'Train')
    await page.getByRole('link', { name: /^Train on dataset/ }).waitFor()
    await expectWell(page)
    const { rows } = await app.db.knex.raw("select id from runs where kind = 'train'")
    await page.goto(`${line.url}/ui/#/train/compare/${rows[0].id},${rows[0].id}`)
    await heading('What differed').waitFor()
    await expectWell(page)
    await open('Models', 'Models')
    await expectWell(page)
    await button('Sign out').click()
    await page.getByLabel('Token').waitFor()
  })

  it('has had no error, and nothing that its policy forbids', () => {
    expect(complaints).toEqual([])
  })
})
