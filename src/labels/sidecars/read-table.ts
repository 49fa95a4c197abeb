import { CsvError, parse } from 'csv-parse/sync'
import { splitOf } from '../layout/folder-names.ts'
import type { SidecarEntry, SidecarReading } from './sidecar.ts'

/** Most telling first: where a table has several, the first of these is the one. */
const NAME_COLUMNS = [
  ...[
    'filename',
    'filepath',
    'imagepath',
    'imagename',
    'imagefilename',
    'imagefile',
    'path',
    'file',
    'image',
    'img',
  ],
  ...['picture', 'imageid', 'imgid', 'id', 'name'],
]
const LABEL_COLUMNS = [
  ...[
    'label',
    'labelname',
    'class',
    'classname',
    'category',
    'categoryname',
    'target',
    'labels',
    'classes',
    'tag',
  ],
  ...['species', 'breed', 'classid', 'labelid'],
]
const SPLIT_COLUMNS = ['split', 'subset', 'partition', 'set', 'dataset']
const PICTURE_NAME = /\.(?:jpe?g|png|gif|webp|bmp|tiff?|ppm|pgm|heic|avif)$/i
const LONGEST_ROW = 64 * 1024

const columnKey = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

const findColumn = (keys: readonly string[], wanted: readonly string[]): number =>
  wanted.map((name) => keys.indexOf(name)).find((at) => at >= 0) ?? -1

/** The delimiter that occurs most often in the first line. */
const delimiterOf = (text: string): string => {
  const line = text.slice(0, LONGEST_ROW).split(/\r?\n/, 1)[0] ?? ''
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

const isBit = (cell: string): boolean => /^(?:[01](?:\.0+)?)?$/.test(cell)

/** Columns of zeros and ones, one for each class. */
const readOneHot = (
  header: string[],
  rows: string[][],
  name: number,
  split: number,
): SidecarEntry[] | null => {
  const classes = header.map((_, at) => at).filter((at) => at !== name && at !== split)
  if (classes.length < 2 || !rows.every((row) => classes.every((at) => isBit(row[at] ?? '')))) return null
  return rows.map((row) => ({
    name: row[name] ?? '',
    labels: classes.flatMap((at) => (row[at]?.startsWith('1') ? [header[at] ?? ''] : [])),
    split: splitOf(row[split] ?? ''),
  }))
}

/** What the rows of a table say, the first of which names its columns; null where none of them names pictures. */
export const readRows = (rows: string[][]): SidecarEntry[] | null => {
  const [header = [], ...rest] = rows
  const keys = header.map(columnKey)
  const name = findColumn(keys, NAME_COLUMNS)
  if (name < 0) {
    const isBare = header.length === 2 && rows.every(([first = '']) => PICTURE_NAME.test(first))
    return isBare
      ? rows.map(([first = '', label = '']) => ({ name: first, labels: [label], split: null }))
      : null
  }
  const split = findColumn(keys, SPLIT_COLUMNS)
  const label = findColumn(keys, LABEL_COLUMNS)
  if (label < 0) return readOneHot(header, rest, name, split)
  return rest.map((row) => ({
    name: row[name] ?? '',
    labels: [row[label] ?? ''].filter((text) => text !== ''),
    split: splitOf(row[split] ?? ''),
  }))
}

/** Labels from a table of names and labels (comma, semicolon or tab), or of names and one column per class. */
export const readTable = (text: string): SidecarReading => {
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: LONGEST_ROW,
    })
    const entries = readRows(rows)
    return entries === null ? null : { format: 'table', entries: entries.filter(({ name }) => name !== '') }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { refusal: 'is no valid table' }
  }
}
