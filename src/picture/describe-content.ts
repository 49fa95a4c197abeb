const signatures: readonly { at: number; magic: string; what: string }[] = [
  { at: 0, magic: '%PDF-', what: 'a PDF document' },
  { at: 4, magic: 'ftyp', what: 'a film' },
  { at: 0, magic: '\0\0\x01\0', what: 'an icon' },
  { at: 0, magic: '8BPS', what: 'a Photoshop document' },
  { at: 0, magic: '\xff\x0a', what: 'a JPEG XL picture, which is not read here' },
  { at: 4, magic: 'JXL \r\n\x87\n', what: 'a JPEG XL picture, which is not read here' },
  { at: 4, magic: 'jP  \r\n\x87\n', what: 'a JPEG 2000 picture, which is not read here' },
  { at: 0, magic: 'FUJIFILMCCD-RAW', what: 'a camera’s raw file, which is not read here' },
  { at: 0, magic: 'v/1\x01', what: 'an OpenEXR picture, which is not read here' },
  { at: 0, magic: '\x93NUMPY', what: 'a NumPy array' },
  { at: 0, magic: '\x89HDF\r\n', what: 'an HDF5 file' },
  { at: 0, magic: 'PK\x03\x04', what: 'a zip archive' },
  { at: 0, magic: '\x1f\x8b', what: 'a gzip archive' },
]
const UTF8_MARK = '\ufeff'

const describeText = (text: string): string => {
  const beginning = text.replace(UTF8_MARK, '').trimStart().toLowerCase()
  if (beginning.startsWith('<svg') || beginning.startsWith('<?xml')) return 'an SVG drawing or other XML'
  return beginning.startsWith('<') ? 'a web page or other markup' : 'a text'
}

/** What a file that is no known picture seems to be, for the message to its owner. */
export const describeContent = (head: Buffer): string => {
  const latin = head.toString('latin1')
  const known = signatures.find(({ at, magic }) => latin.startsWith(magic, at))
  if (known !== undefined) return known.what
  const text = head.toString('utf8')
  // The head may end within a character, which then becomes one replacement at the end.
  const isText = !/[^\P{Cc}\t\n\r]|\ufffd(?!$)/u.test(text)
  return isText ? describeText(text) : 'something else'
}
