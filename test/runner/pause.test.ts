import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { pause } from '../../src/runner/pause.ts'

it('a time that has passed already is no time, and no warning of Node', async () => {
  const warned: string[] = []
  const note = (warning: Error) => void warned.push(warning.name)
  process.on('warning', note)
  onTestFinished(() => void process.off('warning', note))
  const began = performance.now()
  await pause(-5)
  await pause(began - performance.now() - 60_000)
  expect(performance.now() - began).toBeLessThan(10_000)
  // Warnings come in their order: those of the pauses would be there before this one.
  process.emitWarning('the last one', 'Last')
  if (!warned.includes('Last')) await once(process, 'warning')
  expect(warned).toEqual(['Last'])
})

it('a signal ends it', async () => {
  const stop = new AbortController()
  const waited = pause(60_000, undefined, stop.signal)
  stop.abort()
  await waited
})
