import { readFileSync } from 'node:fs'
import { z } from 'zod'

/**
 * Lists the licences of what is installed in node_modules, and fails on one that is not on the list.
 *
 *   node scripts/checks/list-licences.ts [--production]
 */

/** Permissive, or binding only those who change the library itself. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
])

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
})
const licensed = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
})

const licenceOf = (folder: string): string | null => {
  try {
    const { license, licenses } = licensed.parse(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')))
    if (typeof license === 'string') return license
    return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none given'
  } catch {
    // An optional package of another platform.
    return null
  }
}

/** `(MIT OR GPL-3.0)` leaves the choice, `A AND B` binds to both. */
const isAllowed = (expression: string): boolean =>
  expression
    .replaceAll(/[()]/g, '')
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((name) => ALLOWED.has(name.trim())))

const onlyProduction = process.argv.includes('--production')
const byLicence = new Map<string, string[]>()
for (const [folder, { version, dev }] of Object.entries(
  lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages,
)) {
  if (folder === '' || (onlyProduction && dev)) continue
  const licence = licenceOf(folder)
  if (licence === null) continue
  const name = `${folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`
  byLicence.set(licence, [...(byLicence.get(licence) ?? []), name])
}

let refused = 0
for (const [licence, names] of [...byLicence].toSorted(([, a], [, b]) => b.length - a.length)) {
  const allowed = isAllowed(licence)
  if (!allowed) refused += names.length
  const shown = allowed && names.length > 5 ? '' : `: ${names.join(', ')}`
  console.log(`${allowed ? 'ok  ' : 'FAIL'}  ${String(names.length).padStart(4)}  ${licence}${shown}`)
}
if (refused > 0) {
  console.error(`${refused} packages have a licence that scripts/checks/list-licences.ts does not allow.`)
  process.exitCode = 1
}
