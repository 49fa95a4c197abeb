import { readFile, writeFile } from 'node:fs/promises'

// Adds to package-lock.json the optional packages of other platforms that npm left out because the registry it was
// written with did not have them; `npm ci` insists on them. Run after npm install: npm run lock

interface Entry {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  optionalDependencies?: Record<string, string>
}

const OS = [
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'android',
  'openharmony',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
]
const CPU = ['x64', 'arm64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32']

/** Platform packages carry their platform in their names. */
const pick = (name: string, known: string[]) => known.filter((word) => name.split(/[/-]/).includes(word))

const lock: { packages: Record<string, Entry> } = JSON.parse(await readFile('package-lock.json', 'utf8'))
const has = (name: string) => Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`))

for (const { dev, optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    if (has(name)) continue
    const [os, cpu] = [pick(name, OS), pick(name, CPU)]
    if (os.length === 0 && cpu.length === 0) continue
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[~^]/, ''),
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(dev ? { dev } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
    }
    console.log(`added ${name}`)
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
await writeFile(
  'package-lock.json',
  `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
)
