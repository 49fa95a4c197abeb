const clutter: ReadonlySet<string> = new Set([
  '__macosx',
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  'icon\r',
])

/** Whether an entry is something that a file manager left behind: hidden files, `__MACOSX`, `Thumbs.db` ... */
export const isClutter = (segments: readonly string[]): boolean =>
  segments.some((segment) => segment.startsWith('.') || clutter.has(segment.toLowerCase()))
