import { compileReport, trainReport } from '../contract/report/report.ts'
import type { Requirements } from '../contract/training.ts'
import { hints } from '../runner/lifecycle/classify-exit.ts'
import type { Outcome } from '../runner/outcome.ts'
import type { ClaimedRun } from '../store/runs/lifecycle.ts'

interface Measured {
  accuracy: number
  interval?: [number, number] | undefined
  boards: { id: string; verdict: string; reason: string | null }[]
}

/** What counts: of a training the float model and the estimate, of a compilation the int8 model and what it needs. */
const measuredBy = ({ kind }: ClaimedRun, report: unknown): Measured | null => {
  if (kind === 'compile') {
    const { variants, boards } = compileReport.parse(report)
    const evaluation = variants.find((variant) => variant.kind === 'int8')?.evaluation
    return evaluation ? { ...evaluation, boards } : { accuracy: 0, boards }
  }
  if (kind !== 'train') return null
  const { evaluation, estimate } = trainReport.parse(report)
  return { ...evaluation, boards: estimate.boards }
}

const shown = (share: number) => share.toFixed(3)

/** Every requirement that is not met, in words. */
const listShortfalls = (required: Requirements, { accuracy, interval, boards }: Measured): string[] => {
  const [low, high] = interval ?? [0, 1]
  const said = `The accuracy is ${shown(accuracy)}, with 95 % between ${shown(low)} and ${shown(high)}`
  const found: string[] = []
  if (required.accuracy !== undefined && accuracy < required.accuracy)
    found.push(`${said}: less than ${required.accuracy}.`)
  if (required.accuracy_low !== undefined && low < required.accuracy_low)
    found.push(`${said}: its lower end is less than ${required.accuracy_low}.`)
  if (required.board !== undefined) {
    const board = boards.find(({ id }) => id === required.board)
    if (!board) found.push(`The report has no verdict about ${required.board}.`)
    else if (board.verdict === 'no')
      found.push(`It does not fit ${board.id}: ${board.reason ?? 'see the report'}`)
  }
  return found
}

/** A success that is below what its run requires is none, though what it made is kept. The report must be checked. */
export const holdBar = (run: ClaimedRun, outcome: Outcome): Outcome => {
  const required = run.request.require
  if (!required || outcome.state !== 'succeeded' || !outcome.result) return outcome
  const measured = measuredBy(run, outcome.result.report)
  const shortfalls = measured ? listShortfalls(required, measured) : []
  if (shortfalls.length === 0) return outcome
  return {
    ...outcome,
    state: 'failed',
    reason: 'below-the-bar',
    detail: shortfalls.join(' '),
    hint: hints['below-the-bar'],
  }
}

/** Whether what a run made is to be seen. */
export const isKept = ({ state, reason }: Pick<Outcome, 'state' | 'reason'>): boolean =>
  state === 'succeeded' || reason === 'below-the-bar'
