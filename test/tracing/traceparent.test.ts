import { expect, it } from 'vitest'
import { createTracing } from '../../src/tracing/create-tracing.ts'
import { noTracing } from '../../src/tracing/span.ts'
import { parseTraceparent } from '../../src/tracing/traceparent.ts'

const good = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

it.each([
  ['is whole', good, true],
  ['is of another version', good.replace('00-', '01-'), false],
  ['has no trace', good.replace(/-0af\w+/, `-${'0'.repeat(32)}`), false],
  ['has no span', good.replace(/-b7a\w+/, `-${'0'.repeat(16)}`), false],
  ['is in capitals', good.toUpperCase(), false],
  ['goes on', `${good}-x`, false],
  ['is not there', undefined, false],
])('takes a traceparent that %s: %s is %s', (_what, text, isTaken) => {
  expect(parseTraceparent(text)?.traceparent).toBe(isTaken ? good : undefined)
})

it('without a collector traces nothing, and loads nothing', async () => {
  const about = { version: '1', role: 'api', name: 'one' }
  expect(await createTracing({ endpoint: undefined, ...about })).toBe(noTracing)
})

it('stops in time although no collector answers', async () => {
  const about = { version: '1', role: 'api', name: 'one' }
  const tracing = await createTracing({ endpoint: 'http://127.0.0.1:1', ...about })
  tracing.begin('one', { kind: 'server' }).end()
  await tracing.stop()
}, 20_000)
