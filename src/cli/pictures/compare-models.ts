import { walkFolder } from '../push/walk-folder.ts'
import type { Call } from '../relay/define-command.ts'
import { toTable } from '../relay/screen.ts'
import { classify, findClassifier } from './classify.ts'

const DEFAULT_PICTURES = 20
const MOST_PICTURES = 1000

/** So many of them, from the first to the last. */
const spread = <T>(items: T[], count: number): T[] =>
  items.length <= count
    ? items
    : Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)] as T)

/** Shows the same pictures to two models; the folder of a picture is its class. */
export const compareModels = async (call: Call): Promise<void> => {
  const { given, screen } = call
  const { A, B, DIR } = given.words('compare', 'A', 'B', 'DIR')
  const { pictures } = await walkFolder(DIR)
  const chosen = spread(pictures, given.number('pictures', 1, MOST_PICTURES) ?? DEFAULT_PICTURES)
  const [first, second] = [await findClassifier(call, A), await findClassifier(call, B)]
  const bar = screen.bar('shown', chosen.length)
  // The states of so many runs are nobody's concern.
  const quiet = { ...call, screen: { ...screen, tell: () => undefined } }
  const seen: { path: string; label: string | null; a: string | null; b: string | null }[] = []
  for (const { path, file } of chosen) {
    const [a, b] = [await classify(quiet, first, file), await classify(quiet, second, file)]
    seen.push({ path, label: path.split('/').at(-2) ?? null, a: a.predicted, b: b.predicted })
    bar.update(seen.length)
  }
  bar.stop()
  const labelled = seen.filter(({ label }) => label !== null)
  const right = (side: 'a' | 'b') => labelled.filter((picture) => picture[side] === picture.label).length
  const differing = seen.filter(({ a, b }) => a !== b)
  const rows = differing.map(({ path, label, a, b }) => [path, label, a, b])
  screen.result(
    {
      pictures: seen.length,
      a: { model_id: first.modelId, right: right('a') },
      b: { model_id: second.modelId, right: right('b') },
      labelled: labelled.length,
      agree: seen.length - differing.length,
      differing,
    },
    [
      `${A}: ${right('a')} of ${labelled.length} right; ${B}: ${right('b')} of ${labelled.length} right; they agree on ${seen.length - differing.length} of ${seen.length}.`,
      ...(differing.length > 0 ? toTable([['picture', 'is', A, B], ...rows]) : []),
    ],
  )
}
