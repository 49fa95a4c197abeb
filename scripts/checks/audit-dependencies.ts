import { spawnSync } from 'node:child_process'
import { z } from 'zod'

/**
 * Asks the registry for known holes in what the relay needs to run, and fails on high and critical ones. A mirror
 * that does not answer such questions is said to be one, and is no failure.
 *
 *   node scripts/checks/audit-dependencies.ts
 */

const audit = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), fixAvailable: z.unknown() })),
  metadata: z.object({ dependencies: z.object({ prod: z.int() }) }),
})
const SERIOUS = new Set(['high', 'critical'])

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' })
const report = audit.safeParse(
  (() => {
    try {
      return JSON.parse(stdout)
    } catch {
      return null
    }
  })(),
)
if (!report.success) {
  console.log('Not audited: the registry in use does not answer audits. Run it where it does.')
} else {
  const found = Object.entries(report.data.vulnerabilities)
  const serious = found.filter(([, { severity }]) => SERIOUS.has(severity))
  for (const [name, { severity, fixAvailable }] of found)
    console.log(`${severity}: ${name}${fixAvailable ? ', npm audit fix mends it' : ''}`)
  console.log(
    `${report.data.metadata.dependencies.prod} packages audited, ${serious.length} with serious holes.`,
  )
  if (serious.length > 0) process.exitCode = 1
}
