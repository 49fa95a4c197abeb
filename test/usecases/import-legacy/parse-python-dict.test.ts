import { expect, it } from 'vitest'
import { parsePythonDict } from '../../../src/usecases/import-legacy/parse-python-dict.ts'

it.each([
  [
    "{'epochs': 1, 'img_width': 96, 'flip': True, 'note': None}",
    { epochs: 1, img_width: 96, flip: true, note: null },
  ],
  [
    `{'text': "it's", 'other': 'say "x"', 'lines': 'a\\nb'}`,
    { text: "it's", other: 'say "x"', lines: 'a\nb' },
  ],
  ["{'True': 'False', 'list': [1, 2.5, 'None']}", { True: 'False', list: [1, 2.5, 'None'] }],
  ['{"epochs": 3, "ok": true}', { epochs: 3, ok: true }],
  ['{}', {}],
])('reads %s', (text, expected) => {
  expect(parsePythonDict(text)).toEqual(expected)
})

it.each(['', '1/96/96/10', "{'epochs': ", '[1]', "{'a': nan}", "{'a': <object>}", '__import__("os")'])(
  'takes %j for none',
  (text) => {
    expect(parsePythonDict(text)).toBeNull()
  },
)
