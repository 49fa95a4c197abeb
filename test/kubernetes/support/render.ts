import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'

/** What all resources have, and the rest as it is. */
const resource = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
})
export type Resource = z.infer<typeof resource>

/** A copy of deploy/kubernetes in this tree, whose packages are found from there. */
export const useManifests = async () => {
  await mkdir('.data', { recursive: true })
  const folder = await mkdtemp(resolve('.data/kubernetes-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp('deploy/kubernetes', folder, { recursive: true })
  const secrets = join(folder, 'base/secrets')
  // Where scripts/ensure-test-tools.sh puts a kubectl when the machine has none, or an old one.
  const path = [resolve('.data/tools'), process.env['PATH']].join(delimiter)
  await rm(secrets, { recursive: true, force: true })
  return {
    folder,
    /** Commands of docs/clusters.md, where deploy/kubernetes is this copy. Returns what they print. */
    async run(commands: string): Promise<string> {
      const tree = join(folder, 'tree')
      await mkdir(join(tree, 'deploy'), { recursive: true })
      await cp('deploy/kubernetes', join(tree, 'deploy/kubernetes'), { recursive: true })
      await rm(join(tree, 'deploy/kubernetes/base/secrets'), { recursive: true, force: true })
      const options = { cwd: tree, env: { ...process.env, PATH: path }, maxBuffer: 10 * 1024 * 1024 }
      return (await promisify(execFile)('bash', ['-euc', commands], options)).stdout
    },
    /** What docs/clusters.md has the operator make. */
    async makeSecrets() {
      await mkdir(secrets)
      await writeFile(join(secrets, 'postgres-password.txt'), 'a password')
      await writeFile(join(secrets, 'metrics-token.txt'), 'a token of some length')
    },
    /** @throws Error with what kubectl says. */
    async render(target: string): Promise<Resource[]> {
      const options = { env: { ...process.env, PATH: path }, maxBuffer: 10 * 1024 * 1024 }
      const { stdout } = await promisify(execFile)('kubectl', ['kustomize', join(folder, target)], options)
      return parseAllDocuments(stdout).map((document) => resource.parse(document.toJS()))
    },
    /** An overlay with components that are off unless asked for. */
    async renderWith(overlay: string, components: string[]): Promise<Resource[]> {
      const mine = join(folder, 'overlays/mine')
      await mkdir(mine, { recursive: true })
      const text = {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: [`../${overlay}`],
        components: components.map((name) => `../../components/${name}`),
      }
      await writeFile(join(mine, 'kustomization.yaml'), JSON.stringify(text))
      return this.render('overlays/mine')
    },
  }
}
