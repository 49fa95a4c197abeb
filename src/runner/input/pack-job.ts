import type { JobSpec } from '../../contract/job.ts'
import { type NewMember, packMembers } from '../../tar/pack-members.ts'
import type { JobInput } from '../types.ts'
import { InputError } from './input-error.ts'

const NAME = /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*$/

type JobInputs = AsyncIterable<JobInput> | Iterable<JobInput>

/**
 * The tar stream of a job: job.json first, then every input, read only as fast as the stream is.
 * @throws InputError when a source fails or does not have the size it promised.
 */
export async function* packJob(job: JobSpec, inputs: JobInputs): AsyncGenerator<Uint8Array> {
  try {
    yield* packMembers(membersOf(job, inputs))
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(error)
  }
}

async function* membersOf(job: JobSpec, inputs: JobInputs): AsyncGenerator<NewMember> {
  const spec = Buffer.from(JSON.stringify(job))
  yield { name: 'job.json', size: spec.length, body: [spec] }
  for await (const input of inputs) {
    if (!NAME.test(input.name)) throw new InputError(`the name ${JSON.stringify(input.name)} is not allowed`)
    yield input
  }
}
