import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLabel } from '../../src/archive/clean-label.ts'
import { entryLabel } from '../../src/archive/entry-label.ts'
import { fileNameLabel } from '../../src/archive/file-name-label.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('.', ' ', '/', '\\', '\0', '\u0308', 'o', '\u202e', '\ud800', 'é', '👩‍🌾', '\t'),
  }),
)
const expectCleanLabel = (label: string | null) => {
  if (label === null) return
  expect(label).not.toMatch(/[/\\\p{Cc}\p{Cs}]|^\.|^\s|\s$|^$/u)
  expect([...label].length).toBeLessThanOrEqual(100)
  expect(label.normalize('NFC')).toBe(label)
}

describe('cleanLabel', () => {
  it.each([
    ['Empty', 'Empty'],
    ['  parking \t space ', 'parking space'],
    ['Gro\u0308\u00dfe', 'Gr\u00f6\u00dfe'],
    ['日本', '日本'],
    ['👩‍🌾', '👩‍🌾'],
    ['.hidden', 'hidden'],
    ['. .. x', 'x'],
    ['../../etc', 'etc'],
    ['a/b\\c\0d\u001fe', 'abcde'],
    ['a\u202eb', 'ab'],
    ['a\nb', 'a b'],
    ['x'.repeat(200), 'x'.repeat(100)],
    ['😀'.repeat(200), '😀'.repeat(100)],
    ['0', '0'],
    ['', null],
    [' ', null],
    ['...', null],
    ['/', null],
    ['\ud800', null],
  ])('%j -> %j', (label, clean) => {
    expect(cleanLabel(label)).toBe(clean)
  })

  it('gives a clean label or none, and leaves a clean one alone', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const label = cleanLabel(text)
        expectCleanLabel(label)
        if (label !== null) expect(cleanLabel(label)).toBe(label)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('entryLabel', () => {
  const archive = { archiveName: 'Empty.zip', hasFolders: true, label: null }
  it.each([
    ['Empty/a.png', archive, 'Empty'],
    ['photos/Occupied/a.png', archive, 'Occupied'],
    ['a.png', archive, null],
    ['a.png', { ...archive, label: 'Occupied' }, null],
    ['a.png', { ...archive, hasFolders: false }, 'Empty'],
    ['a.png', { ...archive, hasFolders: false, label: 'Occupied' }, 'Occupied'],
    ['a.png', { ...archive, hasFolders: false, label: '...' }, 'Empty'],
    ['a.png', { ...archive, hasFolders: false, archiveName: 'C:\\x\\Full.Tar.GZ' }, 'Full'],
    ['a.png', { ...archive, hasFolders: false, archiveName: 'photos/2012.11.tgz' }, '2012.11'],
    ['a.png', { ...archive, hasFolders: false, archiveName: '.zip' }, null],
    ['Empty/a.png', { ...archive, label: 'Occupied' }, 'Empty'],
  ])('%s in %j -> %j', (path, source, label) => {
    expect(entryLabel(path, source)).toBe(label)
  })

  it('gives a clean label or none', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        fc.boolean(),
        fc.option(anyText),
        (path, archiveName, hasFolders, label) => {
          expectCleanLabel(entryLabel(path, { archiveName, hasFolders, label }))
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('fileNameLabel', () => {
  it.each([
    ['a.png', null, 'a.png'],
    ['Empty/a.png', 'Empty', 'a.png'],
    ['photos/Empty/a.png', 'Empty', 'a.png'],
    ['C:\\photos\\Empty\\a.png', 'Empty', 'a.png'],
    ['photos\\Empty/a.png', 'Empty', 'a.png'],
    ['/Empty/a.png', 'Empty', 'a.png'],
    ['./a.png', null, 'a.png'],
    ['../../evil.png', null, 'evil.png'],
    ['..\\..\\evil.png', null, 'evil.png'],
    ['../Empty/a.png', 'Empty', 'a.png'],
    ['Empty/../a.png', null, 'a.png'],
    ['Empty/../../Occupied/a.png', 'Occupied', 'a.png'],
    ['2012-11-20_08_54_39__089.jpg', null, '2012-11-20_08_54_39__089.jpg'],
    ['Label__name.jpg', null, 'Label__name.jpg'],
    ['Gro\u0308\u00dfe/日本.png', 'Gr\u00f6\u00dfe', '日本.png'],
    ['', null, 'unnamed'],
    ['Empty/', 'Empty', 'unnamed'],
    ['Empty/..', 'Empty', 'unnamed'],
    ['a\0b\n.png', null, 'ab.png'],
    [`x${' '.repeat(300)}..`, null, 'unnamed'],
    [`${'x'.repeat(300)}.png`, null, `${'x'.repeat(196)}.png`],
  ])('%j -> %j and %j', (fileName, label, name) => {
    expect(fileNameLabel(fileName)).toEqual({ label, name })
  })

  it('gives a harmless name and a clean label, whatever it is given', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { label, name } = fileNameLabel(text)
        expectCleanLabel(label)
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cs}]|^\.{0,2}$/u)
        expect(fileNameLabel(name)).toEqual({ label: null, name })
      }),
      { numRuns: 5000 },
    )
  })
})
