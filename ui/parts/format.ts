const number = new Intl.NumberFormat('en')
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

export const formatCount = (count: number): string => number.format(count)

/** `1 picture`, `2,000 pictures`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

export const formatBytes = (bytes: number): string => {
  if (bytes < 1024) return plural(bytes, 'byte')
  const units = ['kB', 'MB', 'GB']
  let value = bytes / 1024
  while (value >= 1024 && units.length > 1) {
    value /= 1024
    units.shift()
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[0]}`
}

export const formatPercent = (share: number | null | undefined, digits = 1): string =>
  share === null || share === undefined ? '–' : `${(share * 100).toFixed(digits)} %`

export const formatSeconds = (seconds: number): string => {
  if (seconds < 60) return `${Math.round(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`
}

/** The API's times are UTC and have no zone. */
export const parseTime = (time: string): Date => new Date(/Z|[+-]\d\d:\d\d$/.test(time) ? time : `${time}Z`)

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** `3 minutes ago`. */
export const formatAgo = (time: string): string => {
  const seconds = (parseTime(time).getTime() - Date.now()) / 1000
  for (const [unit, length] of STEPS)
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit)
  return 'just now'
}

/** Seconds between two times, or up to now. */
export const secondsBetween = (from: string, to: string | null | undefined): number =>
  Math.max(0, ((to ? parseTime(to).getTime() : Date.now()) - parseTime(from).getTime()) / 1000)

/** `tiny_cnn` as people read it. */
export const humanise = (word: string): string => {
  const spaced = word.replaceAll(/[_-]/g, ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
