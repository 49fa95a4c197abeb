import type { JobEvent } from '../../contract/event.ts'
import type { JobSpec } from '../../contract/job.ts'
import { awaitDrain } from '../../tar/await-drain.ts'
import { packJob } from '../input/pack-job.ts'
import { type Identity, type Outcome, toOutcome } from '../outcome.ts'
import { createOutputBound } from '../output/bound-output.ts'
import { readResult } from '../output/collect-output.ts'
import { resultInLine } from '../output/parse-result.ts'
import type { JobInput, LogLine, RunOptions } from '../types.ts'
import type { Conversation } from './converse.ts'

/** A prediction: of which model, and what a container is given that has it loaded, or not yet. */
export type Question = Omit<RunOptions, 'inputs'> & {
  /** Stands for one version of one model and for who asks: two questions of one name may meet in a container. */
  model: string
  inputs: (isLoaded: boolean) => AsyncIterable<JobInput>
}

/** A prediction says ten lines. */
const fewWords = { maxEvents: 100, maxLogLines: 100, maxLogBytes: 64 * 1024 }

type Asked = {
  conversation: Conversation
  containerId: string
  isLoaded: boolean
  known: Identity
  /** Milliseconds since the container started. */
  age: () => number
  signal: AbortSignal
}

/**
 * One answer of a container that goes on: its outcome, when that is a success, and null for everything else. What it said
 * is passed on only then.
 * @throws InputError, EngineError, OutputError, or the reason of `signal`.
 */
export const askKept = async (question: Question, asked: Asked): Promise<Outcome | null> => {
  const { engine, job, outputs, streams, model, inputs, onEvent, onLog } = question
  const { conversation, containerId, isLoaded, known, age, signal } = asked
  const said: (() => void | Promise<void>)[] = []
  /** What it wrote last. */
  const state = { line: '' }
  const result = Promise.withResolvers<string | null>()
  const bound = createOutputBound(
    { ...streams, ...fewWords },
    {
      onEvent: (event: JobEvent) => {
        said.push(() => onEvent(event))
        if (event.type === 'result') result.resolve(event.outcome === 'succeeded' ? state.line : null)
      },
      onLog: (line: LogLine) => void said.push(() => onLog(line)),
    },
  )
  const startedAt = timeAt(known, age())
  const broken = AbortSignal.any([signal, conversation.ended])
  const breakOff = () => result.resolve(null)
  if (broken.aborted) breakOff()
  broken.addEventListener('abort', breakOff)
  conversation.listen({
    ...bound,
    take: (source, line) => {
      state.line = line.text
      return bound.take(source, line)
    },
  })
  try {
    const spec: JobSpec = { ...job, keep: model }
    if (!(await send(packJob(spec, inputs(isLoaded)), conversation, broken))) return null
    const line = await result.promise
    if (line === null || broken.aborted || bound.isTruncated()) return null
    // Of the same container as the file, and an archive of the file costs the engine a tenth of a second.
    const manifest =
      resultInLine(line, job) ?? (await readResult(engine, containerId, { job, limits: outputs, signal }))
    // What leaves files is no prediction.
    if (manifest?.outcome !== 'succeeded' || manifest.artifacts.length > 0) return null
    for (const say of said) await say()
    const finishedAt = timeAt(known, age())
    return toOutcome(
      { reason: null, detail: '', hint: '' },
      { ...known, result: manifest, startedAt, finishedAt },
    )
  } finally {
    broken.removeEventListener('abort', breakOff)
    conversation.listen(null)
  }
}

/** By the engine's clock, as all such times. */
const timeAt = ({ startedAt }: Identity, ms: number): Date | null =>
  startedAt && new Date(startedAt.getTime() + ms)

/** Whether all was written; stdin stays open. */
const send = async (source: AsyncIterable<Uint8Array>, { stream }: Conversation, broken: AbortSignal) => {
  const breakOff = () => stream.destroy()
  broken.addEventListener('abort', breakOff)
  try {
    for await (const chunk of source) {
      if (broken.aborted || !stream.writable) return false
      if (!stream.write(chunk)) await awaitDrain(stream)
    }
    return stream.writable
  } finally {
    broken.removeEventListener('abort', breakOff)
  }
}
