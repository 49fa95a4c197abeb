import { expect, it } from 'vitest'
import type { GroupBy } from '../../src/contract/training.ts'
import { groupName, likeGroup } from '../../src/labels/group-name.ts'

it.each<[string, GroupBy, string | null]>([
  ['Empty/cam1/7.png', { folder: -1 }, 'cam1'],
  ['Empty/cam1/7.png', { folder: 1 }, 'Empty'],
  ['Empty/cam1/7.png', { folder: 2 }, 'cam1'],
  ['Empty/cam1/7.png', { folder: 3 }, null],
  ['7.png', { folder: -1 }, null],
  ['Empty/cam1_0007.png', { pattern: '{group}_*' }, 'cam1'],
  ['Empty/cam1_0007.png', { pattern: '{group}_*.png' }, 'cam1'],
  ['Empty/cam1_0007.png', { pattern: '{group}_*.jpg' }, null],
  ['Empty/2026-11-25_cam1_0007.png', { pattern: '*_{group}_*' }, 'cam1'],
  ['Empty/frame-12-of-film-a.png', { pattern: '*-of-{group}.png' }, 'film-a'],
  ['Empty/cam1/7.png', { pattern: '*/{group}/*' }, 'cam1'],
  ['Empty/cam1/7.png', { pattern: 'Full/{group}/*' }, null],
  ['_7.png', { pattern: '{group}_*' }, null],
  ['aXbXc', { pattern: '{group}Xc' }, 'aXb'],
])('%s by %o is of the group %s', (path, by, group) => {
  expect(groupName(path, by)).toBe(group)
})

it('takes no time for names and patterns made to take long', () => {
  const started = performance.now()
  expect(groupName('a'.repeat(4000), { pattern: `{group}${'*a'.repeat(99)}b` })).toBeNull()
  expect(performance.now() - started).toBeLessThan(10_000)
})

it('asks the database for names that can have a group', () => {
  expect(likeGroup({ folder: 2 })).toBe('%/%/%')
  expect(likeGroup({ folder: -1 })).toBe('%/%')
  expect(likeGroup({ pattern: '50%_{group}*.png' })).toBe('%50\\%\\_%%.png')
})
