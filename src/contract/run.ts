import { z } from 'zod'
import { jobKinds } from './job.ts'
import { jsonObject, time } from './scalars.ts'
import { requirements } from './training.ts'

export const runStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const
export type RunState = (typeof runStates)[number]

/** Why a run did not succeed; the first cause wins. Only `engine` and `lost` are tried again. */
export const runReasons = [
  'exit',
  'timeout',
  'cancelled',
  'oom',
  'disk',
  'image',
  'engine',
  'bad-input',
  'bad-output',
  'lost',
  'below-the-bar',
] as const
export type RunReason = (typeof runReasons)[number]

/** Reasons that say nothing against the request: the same again may do. */
export const outsideReasons: readonly RunReason[] = ['image', 'engine', 'lost', 'disk', 'timeout']

/** A run as callers see it. */
export const runView = z
  .object({
    id: z.uuid(),
    kind: z.enum(jobKinds),
    owner: z.string().nullable().describe('Token that asked for it; null belongs to everybody.'),
    state: z.enum(runStates),
    reason: z.enum(runReasons).nullable().describe('Why it did not succeed.'),
    detail: z.string().nullable().describe('What happened, in words.'),
    hint: z.string().nullable().describe('What to do next.'),
    dataset_id: z.int().nullable(),
    model_id: z.int().nullable().describe('The model that was trained or compiled.'),
    compiled_model_id: z.int().nullable(),
    parameters: jsonObject,
    require: requirements.nullable().describe('What it must reach, or it fails.'),
    labels: z.array(z.string()).describe('What its worker must have.'),
    waiting_for: z
      .string()
      .nullable()
      .describe('Why it waits, where no worker that is ready has what it asks for; else null.'),
    requested_at: time,
    started_at: time.nullable(),
    finished_at: time.nullable(),
    cancel_requested_at: time.nullable(),
    attempts: z.int(),
    worker: z.string().nullable(),
    request_id: z
      .string()
      .nullable()
      .describe(
        'X-Request-Id of the request that asked for it, as the log has it; null before there was one.',
      ),
    runtime: z.string().nullable().describe('Container runtime that executed it.'),
    image_id: z.string().nullable(),
    report: jsonObject.nullable().describe('What the container measured.'),
    artifacts: z.array(z.object({ name: z.string(), media_type: z.string(), bytes: z.int() })),
  })
  .meta({ id: 'Run' })
export type RunView = z.infer<typeof runView>

/** A run in a list: without what only the run itself tells. */
export const runSummary = runView.omit({ report: true, artifacts: true }).meta({ id: 'RunSummary' })
export type RunSummary = z.infer<typeof runSummary>

/** A stored event of a run; `seq` counts from 1 and is the id of the server-sent event. */
export const runEvent = z
  .object({ seq: z.int(), at: time, type: z.string(), data: jsonObject })
  .meta({ id: 'RunEvent' })
export type RunEvent = z.infer<typeof runEvent>

export const isFinal = (state: RunState) => state !== 'queued' && state !== 'running'
