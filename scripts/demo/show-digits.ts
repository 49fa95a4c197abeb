import { dataOf, type RelayClient } from '../../src/client/create-relay-client.ts'
import { compileReport, trainReport } from '../../src/contract/report/report.ts'
import type { RunView } from '../../src/contract/run.ts'
import { type Picture, SIDE } from './read-digits.ts'

/** Pixels of the digit's own strokes; the background is 0. */
const INK = 90
/** Wrong answers that are drawn beside the right one. */
const MISTAKES = 3
const GAP = '    '

/** Two rows of pixels in a row of characters. */
const draw = ({ pixels }: Picture): string[] =>
  Array.from({ length: SIDE / 2 }, (_, row) =>
    Array.from({ length: SIDE }, (_, column) => {
      const at = 2 * row * SIDE + column
      const [upper, lower] = [Number(pixels[at]) > INK, Number(pixels[at + SIDE]) > INK]
      return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' '
    }).join(''),
  )

/** Paths of the pictures of a training, by id. */
const readPaths = async (client: RelayClient, modelId: number): Promise<Map<number, string>> => {
  const params = { path: { model_id: modelId }, query: { limit: 1000 } }
  const files = dataOf(await client.GET('/models/{model_id}/files', { params }))
  return new Map(files.map(({ id, path }) => [id, path]))
}

/** A held-out digit that the network knows, and those it took for another, drawn side by side. */
const drawAnswers = async (
  client: RelayClient,
  training: RunView,
  pictures: Picture[],
): Promise<string[]> => {
  const { prediction, evaluation } = trainReport.parse(training.report)
  const paths = await readPaths(client, Number(training.model_id))
  const drawn = [prediction, ...evaluation.worst.slice(0, MISTAKES)].flatMap(
    ({ file_id, label, predicted, confidence }) => {
      const picture = pictures.find(({ name }) => name === paths.get(file_id))
      const words = `a ${label}: it says ${predicted}, ${(100 * confidence).toFixed(0)} %`
      return picture ? [[...draw(picture), words.padEnd(SIDE)]] : []
    },
  )
  return Array.from({ length: SIDE / 2 + 1 }, (_, row) =>
    drawn
      .map((lines) => lines[row])
      .join(GAP)
      .trimEnd(),
  )
}

const tabulate = (compilation: RunView): string[] => {
  const { classes, variants } = compileReport.parse(compilation.report)
  const int8 = variants.find(({ kind }) => kind === 'int8')?.evaluation
  if (!int8?.confusion) return []
  const cell = (text: string | number) => String(text === 0 ? '.' : text).padStart(4)
  const rows = int8.confusion.map((row, at) => `  ${classes[at]} |${row.map(cell).join('')}`)
  const [low = 0, high = 1] = int8.interval ?? []
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return [
    `The int8 model, as a board runs it: ${percent(int8.accuracy)} of ${int8.images} held-out digits (with 95 % between ${percent(low)} and ${percent(high)} on fresh ones).`,
    '',
    `     ${classes.map((label) => label.padStart(4)).join('')}   <- what it says`,
    ...rows,
  ]
}

/** What came of the demo, for a terminal. */
export const showDigits = async (
  client: RelayClient,
  { training, compilation, pictures }: { training: RunView; compilation: RunView; pictures: Picture[] },
): Promise<string[]> => [...(await drawAnswers(client, training, pictures)), '', ...tabulate(compilation)]
