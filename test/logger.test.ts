import { describe, expect, it } from 'vitest'
import { describeLine, redact, withFields } from '../src/logger.ts'
import { useTestDatabase } from './support/create-test-database.ts'

describe('a logged error of the database', () => {
  it('tells its cause, however long its statement is, and none of its values', async () => {
    const { knex } = await useTestDatabase()
    const rows = Array.from({ length: 500 }, (_, i) => ({
      dataset_id: 77,
      path: `path-of-the-client/${i}`,
      blob_id: '00000000-0000-4000-8000-000000000000',
      bytes: 1,
    }))
    const error = await knex('dataset_files')
      .insert(rows)
      .then(String, (failed: unknown) => failed)
    const logged = redact({ error })
    expect(logged).toMatchObject({
      error: {
        code: '23503',
        constraint: expect.stringMatching(/^dataset_files_\w+_fkey$/),
        message: expect.stringMatching(/^insert into "dataset_files".* violates foreign key constraint/s),
        stack: expect.stringMatching(/violates foreign key constraint/),
      },
    })
    const text = JSON.stringify(logged)
    expect(text).not.toContain('path-of-the-client')
    expect(text.length).toBeLessThan(10_000)
  })
})

it('a long text keeps its head and its tail, and says how much is missing', () => {
  const text = redact(`head ${'x'.repeat(100_000)} tail`) as string
  expect(text).toMatch(/^head x+… \(\d+ characters\) …x+ tail$/)
  expect(text.length).toBeLessThan(4100)
  // Neither takes a time that grows with the square of the text.
  const started = performance.now()
  redact('x'.repeat(2_000_000))
  redact('://a:'.repeat(20_000))
  expect(performance.now() - started).toBeLessThan(10_000)
})

it('a chain of causes ends somewhere', () => {
  const error = new Error('a snake')
  error.cause = error
  expect(JSON.stringify(redact(error))).toContain('[deep]')
})

it('a line for people has a time, a level, words and fields, and its stacks below', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5)
  const error = redact(new Error('no room')) as object
  const line = describeLine({
    level: 'warn',
    message: 'a run did not end',
    timestamp: at.toISOString(),
    run_id: 'r-1',
    attempt: 2,
    detail: 'with blanks',
    lacks: { image: 'none' },
    absent: undefined,
    error,
  })
  const [first, second, third] = line.split('\n')
  expect(first).toBe(
    '03:04:05 warn a run did not end run_id=r-1 attempt=2 detail="with blanks" lacks={"image":"none"}',
  )
  expect(second).toBe('    Error: no room')
  expect(third).toMatch(/^ {4}at /)
})

it('a logger with fields has them in every line, and lets a line have its own', () => {
  const lines: unknown[] = []
  const keep = (message: string, fields?: object) => void lines.push({ message, ...fields })
  const logger = withFields({ debug: keep, info: keep, warn: keep, error: keep }, { run_id: 'r', n: 1 })
  logger.info('one', { n: 2 })
  logger.error('two')
  expect(lines).toEqual([
    { message: 'one', run_id: 'r', n: 2 },
    { message: 'two', run_id: 'r', n: 1 },
  ])
})
