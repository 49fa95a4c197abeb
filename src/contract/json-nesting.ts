/** Deeper than this nothing of ours goes. Deep JSON parses, but overflows the stack of whoever walks it afterwards. */
export const MAX_NESTING = 64

/** How deep the brackets of a valid JSON text are nested. */
export const jsonNesting = (json: string): number => {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at]
    if (character === '"') inString = !inString
    else if (inString && character === '\\') at += 1
    else if (inString) continue
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth)
    else if (character === ']' || character === '}') depth -= 1
  }
  return deepest
}
