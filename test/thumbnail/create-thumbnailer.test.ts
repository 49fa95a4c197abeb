import { execFileSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { encodePng } from '../../scripts/demo/encode-png.ts'
import { createThumbnailer } from '../../src/thumbnail/create-thumbnailer.ts'
import { makePicture, sample } from '../support/pictures.ts'

const useThumbnailer = () => {
  const thumbnailer = createThumbnailer()
  onTestFinished(() => thumbnailer.stop())
  return (data: Buffer, dataset = 1) =>
    thumbnailer.make({
      dataset,
      bytes: data.length,
      open: () => Readable.from([data], { objectMode: false }),
    })
}
/** Processes of ours that make thumbnails. */
const helpers = () =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('shrink.ts'))
    .map((line) => Number.parseInt(line, 10))
const noise = (side: number) => encodePng(randomFillSync(new Uint8Array(side * side)), side, 0)
const isPng = (data: Buffer | null) => data?.subarray(1, 4).toString() === 'PNG'

it('makes many thumbnails with few processes', async () => {
  const make = useThumbnailer()
  const made = await Promise.all(Array.from({ length: 40 }, (_, n) => make(makePicture(n))))
  expect(made.every(isPng)).toBe(true)
  expect(helpers().length).toBeLessThanOrEqual(2)
})

it.each([256, 300, 600, 2000])(
  'makes one of a picture that comes in many pieces: noise of %i pixels',
  async (side) => {
    const make = useThumbnailer()
    const [first, second] = [await make(noise(side)), await make(noise(side))]
    expect([isPng(first), isPng(second)]).toEqual([true, true])
  },
)

it('says of a file that cannot be decoded that it cannot, and goes on', async () => {
  const make = useThumbnailer()
  const [text, bomb, good] = await Promise.all([
    make(Buffer.from('no picture at all')),
    make(sample('bomb.png')),
    make(sample('baseline.jpg')),
  ])
  expect([text, bomb, isPng(good)]).toEqual([null, null, true])
})

it('blames no file for a process that dies: it is tried again, and then it is the relay’s fault', async () => {
  const make = useThumbnailer()
  await make(makePicture(1))
  const first = helpers()
  for (const pid of first) process.kill(pid, 'SIGKILL')
  expect(isPng(await make(makePicture(2)))).toBe(true)

  let killing = true
  const hunt = async () => {
    while (killing) {
      for (const pid of helpers()) process.kill(pid, 'SIGKILL')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const hunting = hunt()
  const refused = await make(makePicture(3)).catch((error: unknown) => error)
  killing = false
  await hunting
  expect(refused).toMatchObject({ code: 'unavailable', headers: { 'Retry-After': '5' } })
  expect(isPng(await make(makePicture(4)))).toBe(true)
})

it('lets no process see pictures of two datasets', async () => {
  const make = useThumbnailer()
  await make(makePicture(1), 1)
  await make(makePicture(1), 2)
  const both = helpers()
  expect(both).toHaveLength(2)
  await make(makePicture(2), 1)
  expect(helpers()).toEqual(both)
  await make(makePicture(1), 3)
  expect(helpers().filter((pid) => both.includes(pid))).toHaveLength(1)
})

it('passes on what is wrong with the source, and takes no half picture for a whole one', async () => {
  const thumbnailer = createThumbnailer()
  onTestFinished(() => thumbnailer.stop())
  const away = () =>
    Readable.from(
      (async function* () {
        yield makePicture(1).subarray(0, 20)
        throw new Error('the database is away')
      })(),
      { objectMode: false },
    )
  const failing = thumbnailer.make({ dataset: 1, bytes: 1000, open: away })
  await expect(failing).rejects.toThrow('the database is away')
  const good = makePicture(2)
  const open = () => Readable.from([good], { objectMode: false })
  expect(isPng(await thumbnailer.make({ dataset: 1, bytes: good.length, open }))).toBe(true)
})
