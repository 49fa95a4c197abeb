import { expect, it } from 'vitest'
import { toStorable } from '../../src/contract/to-storable.ts'

it('leaves no text that Postgres would refuse, at any depth, and everything else as it is', () => {
  const at = new Date(0)
  const report = { 'a\0': ['x\0y', { deep: '\udc00' }], at, none: null, count: 3 }
  expect(toStorable(report)).toEqual({
    'a\ufffd': ['x\ufffdy', { deep: '\ufffd' }],
    at,
    none: null,
    count: 3,
  })
})
