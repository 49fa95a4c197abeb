import { jsonNesting, MAX_NESTING } from '../../contract/json-nesting.ts'
import { readRows } from './read-table.ts'
import type { SidecarReading } from './sidecar.ts'

const toCell = (value: unknown): string =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : ''

const parseLine = (line: string): object | null => {
  try {
    const json: unknown = JSON.parse(line)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : null
  } catch {
    return null
  }
}

/** Labels from a file of one JSON object a line, such as `metadata.jsonl`; read as a table whose columns are their keys. */
export const readJsonLines = (text: string): SidecarReading => {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  const header: string[] = []
  const rows: string[][] = []
  for (const line of lines) {
    if (jsonNesting(line) > MAX_NESTING) return { refusal: 'is nested too deeply' }
    const row = parseLine(line)
    if (row === null) return { refusal: 'has a line that is no JSON object' }
    if (rows.length === 0) header.push(...Object.keys(row))
    const cells = new Map<string, unknown>(Object.entries(row))
    rows.push(header.map((key) => toCell(cells.get(key))))
  }
  const entries = readRows([header, ...rows])
  return entries === null
    ? null
    : { format: 'JSON lines', entries: entries.filter(({ name }) => name !== '') }
}
