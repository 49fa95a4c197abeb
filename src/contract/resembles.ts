import { closestMatch } from 'leven'

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** One slip in three characters is still a slip; more is another word. */
const slips = (name: string) => Math.floor(plain(name).length / 3)

/** The known name that an unknown one is likely a slip of, such as `color` of `colour`; undefined where there is none. */
export const resembles = (name: string, known: readonly string[]): string | undefined => {
  const most = slips(name)
  // Far longer than any of them, it is no slip, and need not be compared.
  if (most < 1 || name.length > 100) return undefined
  const closest = closestMatch(plain(name), known.map(plain), { maxDistance: most })
  return known.find((candidate) => plain(candidate) === closest)
}

/** A sentence about an unknown name that resembles a known one; null where it does not. */
export const suggest = (what: string, name: string, known: readonly string[]): string | null => {
  const meant = resembles(name, known)
  return meant === undefined ? null : `There is no ${what} "${name}"; did you mean "${meant}"?`
}
