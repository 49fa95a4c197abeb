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

/**
 * Finds the pictures that a sidecar names. `pictures` are the segments of all pictures' paths. A sidecar with pictures
 * below its own folder speaks of those only; one that is called like a split, not of another split's. Where a name fits
 * several pictures equally well it fits none.
 */
export const createPictureMatcher = (pictures: readonly (readonly string[])[]) => {
  const folded = pictures.map((segments) => segments.map(fold))
  const byName = new Map<string, number[]>()
  const put = (key: string, at: number) => {
    const known = byName.get(key)
    if (known === undefined) byName.set(key, [at])
    else known.push(at)
  }
  folded.forEach((segments, at) => {
    const name = segments.at(-1) ?? ''
    put(name, at)
    if (stemOf(name) !== name) put(stemOf(name), at)
  })

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
      // A path of another machine says nothing about folders here.
      const isForeign = /^(?:[a-z]:|[/\\])|:\/\//i.test(name)
      const full = [...folder, ...wanted]
      const fits = (segments: readonly string[]) =>
        isForeign || commonEnd(segments, wanted) >= Math.min(segments.length, wanted.length)
      const candidates = (byName.get(wanted.at(-1) ?? '') ?? []).filter((at) => {
        const segments = folded[at] ?? []
        return !isOther(at) && (!hasOwn || isBelow(segments)) && fits(withStem(segments, wanted))
      })
      if (candidates.length < 2) return candidates[0]
      const scored = candidates.map((at) => {
        const segments = withStem(folded[at] ?? [], wanted)
        const isExact = segments.length === full.length && commonEnd(segments, full) === full.length
        const isSpelled = segmentsOf(name).at(-1) === pictures[at]?.at(-1)
        return { at, score: (isExact ? 1000 : 0) + 2 * commonEnd(segments, wanted) + (isSpelled ? 1 : 0) }
      })
      return onlyBest(scored)
    }
  }
}
