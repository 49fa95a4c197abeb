import { expect, test } from 'vitest'
import type { JobEvent } from '../../../src/contract/event.ts'
import { createOutputBound } from '../../../src/runner/output/bound-output.ts'
import type { LogLine } from '../../../src/runner/types.ts'

const bounded = () => {
  const events: JobEvent[] = []
  const logs: LogLine[] = []
  const bound = createOutputBound(
    { maxLineBytes: 100, maxEvents: 2, maxLogLines: 3, maxLogBytes: 20, drainBytesPerSecond: 1 },
    { onEvent: (event) => void events.push(event), onLog: (log) => void logs.push(log) },
  )
  return { bound, events, logs }
}

const event = { text: '{"type":"phase","name":"train"}', cut: false }
const text = (words: string) => ({ text: words, cut: false })

test('events only come from whole lines of stdout', async () => {
  const { bound, events, logs } = bounded()
  await bound.take('stdout', event)
  await bound.take('stderr', { ...event, text: '{"a":1}' })
  await bound.take('stdout', { text: '{"b":2}', cut: true })
  expect(events).toEqual([{ type: 'phase', name: 'train' }])
  expect(logs.map(({ stream }) => stream)).toEqual(['stderr', 'stdout'])
})

test('what is no event of the contract is a log line', async () => {
  const { bound, events, logs } = bounded()
  await bound.take('stdout', text('{"type":"tidings"}'))
  await bound.take('stdout', text('{'))
  expect(events).toEqual([])
  expect(logs).toHaveLength(2)
})

test('beyond a limit the rest is dropped, said once, and the last words are kept', async () => {
  const { bound, events, logs } = bounded()
  for (const words of ['1', '2', '3', '4', '5']) await bound.take('stderr', text(words))
  expect(logs.map((log) => log.text)).toEqual(['1', '2', '3'])
  expect(events).toEqual([expect.objectContaining({ code: 'output-truncated' })])
  expect(bound.isTruncated()).toBe(true)
  expect(bound.tail()).toBe('1\n2\n3\n4\n5')
})

test('many log lines do not use up the events', async () => {
  const { bound, events } = bounded()
  for (let i = 0; i < 10; i++) await bound.take('stdout', text('noise noise noise'))
  await bound.take('stdout', event)
  expect(events.map(({ type }) => type)).toEqual(['warning', 'phase'])
})
