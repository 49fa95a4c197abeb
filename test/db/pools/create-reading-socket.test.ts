import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { useTestDatabase } from '../../support/create-test-database.ts'

it('an answer that comes in many reads is whole, and stays so', async () => {
  const { streams } = await useTestDatabase()
  const ask = (letter: string) =>
    streams.query("select repeat($1, 700000) as text, decode(repeat('ab', 300000), 'hex') as bytes", [letter])
  const answers = await Promise.all([...'abcdefgh'].map((letter) => ask(letter)))
  // Others have used the memory by then.
  await sleep(50)
  for (const [i, { rows }] of answers.entries()) {
    expect(rows[0].text === 'abcdefgh'.charAt(i).repeat(700_000)).toBe(true)
    expect(rows[0].bytes.equals(Buffer.alloc(300_000, 0xab))).toBe(true)
  }
})
