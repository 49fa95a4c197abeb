import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jobEvent } from '../../src/contract/event.ts'
import { jobResult, jobSpec } from '../../src/contract/job.ts'
import { compileReport, predictReport, trainReport } from '../../src/contract/report/report.ts'

// The same files are parsed by tf-image's own tests: the two languages share one contract.
const folder = 'tf-image/fixtures'
const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))
const named = (pattern: RegExp, inside = '') =>
  readdirSync(`${folder}/${inside}`)
    .filter((name) => pattern.test(name))
    .map((name) => `${inside}${name}`)

describe('fixtures of the job contract', () => {
  it.each(named(/^job\..*\.json$/))('%s is a job', (name) => {
    expect(jobSpec.parse(read(name))).toEqual(read(name))
  })

  it.each(named(/^result\..*\.json$/))('%s is a result, and its report what its kind promises', (name) => {
    const { kind, outcome, report } = jobResult.parse(read(name))
    const reports = {
      train: trainReport,
      continue: trainReport,
      compile: compileReport,
      predict: predictReport,
    }
    if (outcome === 'succeeded') expect(reports[kind].safeParse(report).error).toBeUndefined()
  })

  it('every line of events.jsonl is an event', () => {
    const lines = readFileSync(`${folder}/events.jsonl`, 'utf8').trim().split('\n')
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) expect(jobEvent.safeParse(JSON.parse(line)).error, line).toBeUndefined()
  })

  it('no line of invalid/events.jsonl is one', () => {
    for (const line of readFileSync(`${folder}/invalid/events.jsonl`, 'utf8').trim().split('\n')) {
      const parsed = z
        .string()
        .transform((text) => JSON.parse(text))
        .catch(null)
        .parse(line)
      expect(jobEvent.safeParse(parsed).success, line).toBe(false)
    }
  })

  it.each(named(/\.json$/, 'invalid/'))('%s is refused', (name) => {
    const schemas = { job: jobSpec, result: jobResult, event: jobEvent }
    const [kind] = Object.keys(schemas).filter((word) => name.includes(`/${word}.`))
    if (kind !== 'job' && kind !== 'result' && kind !== 'event') throw new Error(`What is ${name}?`)
    expect(schemas[kind].safeParse(read(name)).success).toBe(false)
  })
})
