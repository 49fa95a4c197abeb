import { compileReport, trainReport } from '../../contract/report/report.ts'

/** What counts of a report when a model is judged. */
export interface Figures {
  /** What was measured. */
  of: 'the float model' | 'the int8 model'
  accuracy: number | null
  /** 95 %. */
  interval: [number, number] | null
  pictures: number
  boards: { id: string; verdict: string; reason: string | null; ram_needed: number; flash_needed: number }[]
}

type Boards = ReturnType<typeof compileReport.parse>['boards']

const boardsOf = (boards: Boards) =>
  boards.map(({ id, verdict, reason, arena_needed, flash_needed }) => ({
    id,
    verdict,
    reason,
    ram_needed: arena_needed,
    flash_needed,
  }))

export const figuresOfTraining = (report: unknown): Figures => {
  const { evaluation, estimate } = trainReport.parse(report)
  const { accuracy, interval = null, images } = evaluation
  return { of: 'the float model', accuracy, interval, pictures: images, boards: boardsOf(estimate.boards) }
}

export const figuresOfCompilation = (report: unknown): Figures => {
  const { variants, boards } = compileReport.parse(report)
  const evaluation = variants.find(({ kind }) => kind === 'int8')?.evaluation
  return {
    of: 'the int8 model',
    accuracy: evaluation?.accuracy ?? null,
    interval: evaluation?.interval ?? null,
    pictures: evaluation?.images ?? 0,
    boards: boardsOf(boards),
  }
}

/** In a line. */
export const describeFigures = ({ of, accuracy, interval, pictures }: Figures): string => {
  if (accuracy === null) return `${of} was not measured`
  const range = interval ? `, with 95 % between ${interval[0].toFixed(3)} and ${interval[1].toFixed(3)}` : ''
  return `accuracy of ${of} ${accuracy.toFixed(3)}${range}, on ${pictures} held-out pictures`
}
