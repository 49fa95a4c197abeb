import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Resource } from './render.ts'

/** The packages that have the API's own types: Kubernetes itself, KEDA and the Prometheus operator. */
const packageOf = (apiVersion: string): string => {
  if (apiVersion.startsWith('keda.sh/')) return `@kubernetes-models/keda/${apiVersion}`
  if (apiVersion.startsWith('monitoring.coreos.com/'))
    return `@kubernetes-models/prometheus-operator/${apiVersion}`
  return `kubernetes-models/${apiVersion}`
}

/**
 * What is wrong with resources by the types of their API, as the compiler says it: a field that is misspelt, in the wrong
 * place or of another type. Formats are not looked at.
 */
export const checkTypes = async (folder: string, resources: Resource[]): Promise<string[]> => {
  const text = resources
    .map(
      (resource, at) =>
        `import type { I${resource.kind} as T${at} } from '${packageOf(resource.apiVersion)}'\n` +
        `export const ${`r${at}`}: T${at} = ${JSON.stringify(resource)}\n`,
    )
    .join('')
  const file = join(folder, 'resources.ts')
  await writeFile(file, text)
  const arguments_ = ['--noEmit', '--strict', '--skipLibCheck', '--ignoreConfig']
  const settings = ['--module', 'nodenext', '--target', 'es2024', '--types', '']
  try {
    await promisify(execFile)(resolve('node_modules/.bin/tsc'), [...arguments_, ...settings, file])
    return []
  } catch (error) {
    const { stdout } = Object(error)
    return String(stdout)
      .split('\n')
      .filter((line) => line.includes('error TS'))
  }
}
