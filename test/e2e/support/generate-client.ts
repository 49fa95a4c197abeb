import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const FOLDER = resolve('.data/openapi')

/** Maven fetches the generator by its coordinates, once. */
const fetchGenerator = async (version: string): Promise<string> => {
  const jar = `${FOLDER}/openapi-generator-cli-${version}.jar`
  const artifact = `org.openapitools:openapi-generator-cli:${version}`
  if (!existsSync(jar))
    await run('mvn', ['-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${FOLDER}`])
  return jar
}

/** The generator of 2023 looks into classes that Java closes today. */
const OPENED = ['java.util', 'java.lang'].flatMap((name) => ['--add-opens', `java.base/${name}=ALL-UNNAMED`])
const ONLY_CODE = 'apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false'

/** What takes long is made under another name and moved at its end, so that what is there is whole. */
const once = async (path: string, make: (path: string) => Promise<unknown>) => {
  if (existsSync(path)) return
  const draft = `${path}.part`
  await rm(draft, { recursive: true, force: true })
  await make(draft)
  await rename(draft, path)
}

/**
 * A Python client that OpenAPI Generator makes from a description, with an interpreter that has what it needs. Both
 * stay in .data/openapi, under the digest of the description.
 */
export const generateClient = async (version: string, description: string) => {
  await mkdir(FOLDER, { recursive: true })
  const jar = await fetchGenerator(version)
  const digest = createHash('sha256').update(description).digest('hex').slice(0, 12)
  const client = `${FOLDER}/client-${version}-${digest}`
  await once(client, async (draft) => {
    const input = `${client}.json`
    await writeFile(input, description)
    const options = ['-g', 'python', '--global-property', ONLY_CODE, '-i', input, '-o', draft]
    await run('java', [...OPENED, '-jar', jar, 'generate', ...options], { maxBuffer: 64 << 20 })
  })
  // An interpreter knows its own path, so it is not moved: a file says that it is whole.
  const venv = `${FOLDER}/venv-${version}`
  await once(`${venv}.ready`, async (draft) => {
    await run('python3', ['-m', 'venv', '--clear', venv])
    await run(`${venv}/bin/pip`, ['install', '-q', '-r', `${client}/requirements.txt`])
    await writeFile(draft, '')
  })
  return { client, python: `${venv}/bin/python` }
}
