import { SaxesParser } from 'saxes'
import type { SidecarReading } from './sidecar.ts'

const DEEPEST = 32
const LONGEST = 1024

/** What ends the reading of a file before its end; never leaves this file. */
class Stop extends Error {}

/**
 * Labels from one picture's annotation in the manner of Pascal VOC. A document type, with which a small file can grow
 * without end, is refused; so are entities of its own.
 */
export const readVoc = (text: string): SidecarReading => {
  const parser = new SaxesParser()
  const open: string[] = []
  const labels = new Set<string>()
  let fileName = ''
  let content = ''
  parser.on('error', () => {
    throw new Stop('is no valid XML')
  })
  parser.on('doctype', () => {
    throw new Stop('declares a document type')
  })
  parser.on('opentag', ({ name }) => {
    open.push(name)
    content = ''
    if (open.length > DEEPEST) throw new Stop('is nested too deeply')
    if (open[0] !== 'annotation') throw new Stop('')
  })
  parser.on('text', (piece) => {
    content += piece
    if (content.length > LONGEST) content = content.slice(0, LONGEST)
  })
  parser.on('closetag', () => {
    const path = open.join('/')
    if (path === 'annotation/filename') fileName = content.trim()
    if (path === 'annotation/object/name' && content.trim() !== '') labels.add(content.trim())
    open.pop()
    content = ''
  })
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return error.message === '' ? null : { refusal: error.message }
  }
  return { format: 'Pascal VOC', entries: [{ name: fileName, labels: [...labels], split: null }] }
}
