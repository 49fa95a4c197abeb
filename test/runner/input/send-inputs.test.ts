import { once } from 'node:events'
import { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { packJob } from '../../../src/runner/input/pack-job.ts'
import { sendInputs } from '../../../src/runner/input/send-inputs.ts'
import { readMembers } from '../../../src/tar/read-members.ts'
import { gatherBytes } from '../support/chunks.ts'
import { jobSpecOf } from '../support/shell-job.ts'

const PARTS = 40

/** Parts of a file in memory that is used again for the next one. */
const body = async function* (letter: number) {
  const memory = Buffer.alloc(1000)
  for (let part = 0; part < PARTS; part++) {
    yield memory.fill((letter + part) % 256)
    memory.fill(0)
  }
}
const inputs = [1, 100, 200].map((letter) => ({
  name: `data/0/${letter}`,
  size: PARTS * 1000,
  body: body(letter),
}))

test('memory that is used again arrives as it was, however slowly it is taken', async () => {
  const taken: Buffer[] = []
  // It takes much before it says that it is full, and looks at nothing before it is asked to.
  const stdin = new Duplex({
    writableHighWaterMark: 1 << 20,
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      setImmediate(() => {
        taken.push(Buffer.from(bytes))
        done()
      })
    },
  })
  expect(await sendInputs(packJob(jobSpecOf(), inputs), stdin)).toBe(true)
  const files = new Map<string, Buffer>()
  for await (const member of readMembers(
    (async function* () {
      yield* taken
    })(),
  ))
    files.set(member.header.name, await gatherBytes(member.body))
  for (const letter of [1, 100, 200]) {
    const expected = Array.from({ length: PARTS }, (_, part) => Buffer.alloc(1000, (letter + part) % 256))
    expect(files.get(`data/0/${letter}`)?.equals(Buffer.concat(expected))).toBe(true)
  }
})

test('a connection that closes in the middle of a write ends the sending, and the reading', async () => {
  let isClosed = false
  const endless = async function* () {
    try {
      for (;;) yield Buffer.alloc(1000)
    } finally {
      isClosed = true
    }
  }
  let taken = 0
  const stdin = new Duplex({
    read: () => undefined,
    write: (bytes, _encoding, done) => {
      taken += bytes.length
      if (taken < 100_000) done()
    },
  })
  const sending = sendInputs(packJob(jobSpecOf(), [{ name: 'a', size: 2 ** 40, body: endless() }]), stdin)
  await sleep(20)
  stdin.destroy()
  await once(stdin, 'close')
  expect(await sending).toBe(false)
  await expect.poll(() => isClosed).toBe(true)
})
