import type { components } from '../../src/client/api-types.ts'

export type TrainReport = components['schemas']['TrainReport']
export type CompileReport = components['schemas']['CompileReport']
export type Evaluation = TrainReport['evaluation']
export type BoardFit = TrainReport['estimate']['boards'][number]

type Report = object | null | undefined

/** What was measured of a training; null where there is none. */
export const readTrainReport = (report: Report): TrainReport | null =>
  report && 'history' in report && 'evaluation' in report ? (report as TrainReport) : null

export const readCompileReport = (report: Report): CompileReport | null =>
  report && 'variants' in report && 'arena' in report ? (report as CompileReport) : null
