const SHOWN = 6

/** Names in quotes for a message: `"cat", "dog" and 3 more`. */
export const listNames = (names: readonly string[]): string => {
  const shown = names
    .slice(0, SHOWN)
    .map((name) => `"${name.length > 60 ? `${name.slice(0, 57)}...` : name}"`)
  const rest = names.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
