import { defineConfig } from 'vitest/config'
import { type Project, projectOf, testFiles } from './test/setup/projects.ts'

const files = Map.groupBy(testFiles(), projectOf)
const project = (name: Project) => ({
  extends: true as const,
  // A real engine on a busy machine may be late once. What needed a second try is named by scripts/checks/add-up-tests.ts.
  test: { name, include: files.get(name) ?? [], retry: name === 'unit' ? 0 : 1 },
})

export default defineConfig({
  test: {
    // Tests that are about warm containers make their own.
    env: { WARM_CONTAINERS: '0' },
    globalSetup: 'test/setup/global-setup.ts',
    projects: [project('unit'), project('db'), project('engine'), project('e2e')],
    // One Postgres and one engine serve all files, and the machine has two cores.
    fileParallelism: true,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Patience costs nothing where the awaited comes; vitest has one second, and a busy machine may stand still for one.
    expect: { poll: { timeout: 15_000 } },
  },
})
