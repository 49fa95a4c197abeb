import { z } from 'zod'
import { type JobResult, type JobSpec, jobResult } from '../../contract/job.ts'
import { jsonNesting, MAX_NESTING } from '../../contract/json-nesting.ts'
import { OutputError } from './output-error.ts'

type Job = Pick<JobSpec, 'kind' | 'run_id'>

const RESULT = 'result.json'
const telling = z.object({ manifest: z.unknown().optional() })

/** @throws OutputError for what the contract does not allow, or that another job left. */
export const parseResult = (text: string, job: Job): JobResult =>
  expectOwn(
    read(text, (json) => jobResult.parse(json)),
    job,
  )

/**
 * The manifest that a program told with its result: one that goes on to the next prediction. Null where it told none.
 * @throws OutputError as parseResult does.
 */
export const resultInLine = (line: string, job: Job): JobResult | null => {
  const result = read(line, (json) => {
    const { manifest } = telling.parse(json)
    return manifest === undefined ? null : jobResult.parse(manifest)
  })
  return result && expectOwn(result, job)
}

const read = <Read>(text: string, parse: (json: unknown) => Read): Read => {
  try {
    if (jsonNesting(text) > MAX_NESTING) throw new Error(`nested deeper than ${MAX_NESTING}`)
    return parse(JSON.parse(text))
  } catch (error) {
    throw new OutputError(`${RESULT} is not what the job contract says`, { cause: error })
  }
}

const expectOwn = (result: JobResult, job: Job): JobResult => {
  // A job that could not read its job.json cannot know its id.
  const isOwn = result.run_id === job.run_id && result.kind === job.kind
  if (result.outcome === 'succeeded' && !isOwn) throw new OutputError(`${RESULT} belongs to another job`)
  return result
}
