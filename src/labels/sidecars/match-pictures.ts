import { splitOf } from '../layout/folder-names.ts'

const fold = (segment: string): string => segment.normalize('NFC').toLowerCase()
const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '')
const segmentsOf = (path: string): string[] =>
  path.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..')

const commonEnd = (one: readonly string[], other: readonly string[]): number => {
  let count = 0
  while (count < one.length && count < other.length && one.at(-1 - count) === other.at(-1 - count)) count += 1
  return count
}

/** The picture's segments with its name as the sidecar writes it, which may lack the ending. */
const withStem = (segments: readonly string[], wanted: readonly string[]): string[] => [
  ...segments.slice(0, -1),
  wanted.at(-1) ?? '',
]

/** The one with the highest score; undefined where two have it. */
const onlyBest = (scored: readonly { at: number; score: number }[]): number | undefined => {
  const best = Math.max(...scored.map(({ score }) => score))
  const first = scored.filter(({ score }) => score === best)
  return first.length === 1 ? first[0]?.at : undefined
}

/** More pictures of one name are told apart by their exact place only: comparing all would take too long. */
const MOST_ALIKE = 64

/** Indexes of pictures by their places, by their last folder and name, and by name; each with its ending and without. */
const createIndex = (folded: readonly (readonly string[])[]) => {
  const index = new Map<string, number[]>()
  const put = (key: string, at: number) => {
    const known = index.get(key)
    if (known === undefined) index.set(key, [at])
    else known.push(at)
  }
  folded.forEach((segments, at) => {
    const name = segments.at(-1) ?? ''
    for (const spelled of new Set([name, stemOf(name)])) {
      const folders = segments.slice(0, -1)
      put(`name ${spelled}`, at)
      put(`pair ${folders.at(-1) ?? ''}/${spelled}`, at)
      put(`place ${[...folders, spelled].join('/')}`, at)
    }
  })
  return (kind: 'name' | 'pair' | 'place', key: string): readonly number[] =>
    index.get(`${kind} ${key}`) ?? []
}

/**
 * Finds the pictures that a sidecar names. `pictures` are the segments of all pictures' paths. A sidecar with pictures
 * below its own folder speaks of those only; one that is called like a split, not of another split's. Where a name fits
 * several pictures equally well it fits none.
 */
export const createPictureMatcher = (pictures: readonly (readonly string[])[]) => {
  const folded = pictures.map((segments) => segments.map(fold))
  const look = createIndex(folded)
  const inhabited = new Set(
    folded.flatMap((segments) => segments.map((_, depth) => segments.slice(0, depth).join('/'))),
  )

  /** `home` has the segments of the sidecar's path. Gives the index of a picture, or undefined. */
  return (home: readonly string[]) => {
    const folder = home.slice(0, -1).map(fold)
    const isBelow = (segments: readonly string[]) => folder.every((part, at) => segments[at] === part)
    const hasOwn = inhabited.has(folder.join('/'))
    const split = splitOf(
      stemOf(home.at(-1) ?? '').replaceAll(/instances|annotations?|labels?|classes/gi, ' '),
    )
    const isOther = (at: number) =>
      split !== null &&
      (pictures[at]?.slice(0, -1) ?? []).some((name) => ![null, split].includes(splitOf(name)))

    return (name: string): number | undefined => {
      const wanted = segmentsOf(name).map(fold)
      const last = wanted.at(-1) ?? ''
      // A path of another machine says nothing about folders here.
      const isBare = wanted.length === 1 || /^(?:[a-z]:|[/\\])|:\/\//i.test(name)
      const exact = look('place', [...folder, ...wanted].join('/'))
      const near = isBare
        ? look('name', last)
        : [...look('pair', wanted.slice(-2).join('/')), ...look('pair', `/${last}`)]
      const all = exact.length > 0 ? exact : near
      if (all.length > MOST_ALIKE) return undefined
      const candidates = all.filter((at) => {
        const segments = withStem(folded[at] ?? [], wanted)
        const fits = isBare || commonEnd(segments, wanted) >= Math.min(segments.length, wanted.length)
        return fits && !isOther(at) && (!hasOwn || isBelow(segments))
      })
      if (candidates.length < 2) return candidates[0]
      const spelled = segmentsOf(name).at(-1)
      return onlyBest(
        candidates.map((at) => {
          const common = commonEnd(withStem(folded[at] ?? [], wanted), wanted)
          return { at, score: 2 * common + (spelled === pictures[at]?.at(-1) ? 1 : 0) }
        }),
      )
    }
  }
}
