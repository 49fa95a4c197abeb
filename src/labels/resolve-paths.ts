/** A stored picture that asks for a place in a dataset. */
export type PathClaim = {
  /** Where it belongs, see `LabelledFile.datasetPath`. */
  datasetPath: string
  /** Of its bytes, in hexadecimal. */
  sha256: string
}

/**
 * `same`: these bytes have a place there already, so nothing is to be added; `renamed`: other bytes have the place, so
 * it gets one beside it; `replaced`: it takes the place of other bytes.
 */
export type PathOutcome = 'added' | 'same' | 'renamed' | 'replaced'

const HASH_LENGTHS = [8, 16, 64]

const besideIt = (path: string, mark: string): string => {
  const [, stem = path, ending = ''] = /^(.*?[^/])(\.[^./]*)?$/s.exec(path) ?? []
  return `${stem}~${mark}${ending}`
}

/**
 * All places that a picture may get, first choice first. The mark is the beginning of its hash, not a number: it is the
 * same whoever comes first, so that an upload may be repeated, and two at once do not take each other's number.
 */
export const pathChoices = ({ datasetPath, sha256 }: PathClaim): string[] => [
  datasetPath,
  ...HASH_LENGTHS.map((length) => besideIt(datasetPath, sha256.slice(0, length))),
]

/**
 * Gives each picture of an upload a place of its own. `existing` has the hashes at those `pathChoices` that the dataset
 * has taken. With `replace` the last of one name takes the place; with `keep` different pictures all stay.
 */
export const resolvePaths = (
  claims: readonly PathClaim[],
  existing: ReadonlyMap<string, string>,
  onConflict: 'keep' | 'replace',
): { path: string; outcome: PathOutcome }[] => {
  const taken = new Map(existing)
  return claims.map((claim) => {
    const { datasetPath, sha256 } = claim
    const holder = taken.get(datasetPath)
    const replaces = onConflict === 'replace' && holder !== undefined && holder !== sha256
    const choices = replaces ? [datasetPath] : pathChoices(claim)
    const path =
      choices.find((choice) => [undefined, sha256].includes(taken.get(choice))) ??
      choices.at(-1) ??
      datasetPath
    const outcome = replaces
      ? 'replaced'
      : taken.get(path) === sha256
        ? 'same'
        : path === datasetPath
          ? 'added'
          : 'renamed'
    taken.set(path, sha256)
    return { path, outcome }
  })
}
