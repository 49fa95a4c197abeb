import { type Call, defineCommand } from '../relay/define-command.ts'
import { Ending } from '../relay/exit-codes.ts'
import { describeFigures, type Figures, figuresOfCompilation, figuresOfTraining } from '../relay/figures.ts'
import { findBoard } from '../relay/find-board.ts'
import { findModel, findNewestCompilation } from '../relay/find-things.ts'
import { toTable } from '../relay/screen.ts'
import { findRun } from '../relay/wait-for-run.ts'

/** Of the newest compilation, for that is what a board runs; of the training where there is none. */
const findFigures = async (call: Call, model: string): Promise<Figures & { model_id: number }> => {
  const { id, report } = await findModel(call, model)
  const compiled = await findNewestCompilation(call, id)
  if (!compiled) return { ...figuresOfTraining(report), model_id: id }
  return { ...figuresOfCompilation((await findRun(call, compiled.runId)).report), model_id: id }
}

const listShortfalls = async (call: Call, { accuracy, interval, boards }: Figures): Promise<string[]> => {
  const { given } = call
  const least = given.number('min-accuracy', 0, 1)
  const counts = given.has('lower-end') ? (interval?.[0] ?? null) : accuracy
  const wanted = given.text('fits')
  const board = wanted === undefined ? undefined : await findBoard(call, wanted)
  const fit = boards.find(({ id }) => id === board)
  return [
    ...(least !== undefined && (counts === null || counts < least)
      ? [
          `The accuracy${given.has('lower-end') ? '’s lower end' : ''} is ${counts?.toFixed(3) ?? 'not known'}: less than ${least}.`,
        ]
      : []),
    ...(board !== undefined && (!fit || fit.verdict === 'no')
      ? [`It does not fit ${board}: ${fit?.reason ?? 'the report does not say why.'}`]
      : []),
  ]
}

/** Says how good a model is, and ends with 3 where that is not enough. */
export const evaluate = defineCommand({
  name: 'evaluate',
  synopsis: ['MODEL [--min-accuracy 0.9] [--fits nano33ble]'],
  about: `Shows what a model reaches on held-out pictures and which boards it fits: by its newest compilation, else by its training,
whose figures for boards are estimates. Ends with 3 where that is less than is asked for.`,
  options: {
    'min-accuracy': { value: 'SHARE', about: 'Least accuracy, from 0 to 1.' },
    'lower-end': { about: 'Hold the lower end of the 95 % interval against it: few pictures prove little.' },
    fits: { value: 'BOARD', about: 'Board that it must fit; part of the name will do.' },
  },
  run: async (call) => {
    const { given, screen } = call
    const { MODEL } = given.words('MODEL')
    const figures = await findFigures(call, MODEL)
    const shortfalls = await listShortfalls(call, figures)
    const boards = figures.boards.map(({ id, verdict, reason }) => [id, verdict, reason])
    screen.result({ ...figures, passed: shortfalls.length === 0, shortfalls }, [
      describeFigures(figures),
      ...toTable([['board', 'verdict', 'why not'], ...boards]),
    ])
    if (shortfalls.length > 0) throw new Ending('below', shortfalls.join(' '))
  },
})
