import { randomUUID } from 'node:crypto'
import type { JobSpec } from '../../../src/contract/job.ts'

export const jobSpecOf = (runId: string = randomUUID()): JobSpec => ({
  version: 1,
  kind: 'train',
  run_id: runId,
  deadline_seconds: 60,
  classes: ['a', 'b'],
  parameters: {},
})

/** Shell functions for the fixture jobs: `artifact name` and `finish "list"` write a manifest that is true. */
const prelude = (job: JobSpec) => `
set -u
mkdir -p /job/out
artifact() {
  s=$(sha256sum "/job/out/$1" | cut -d' ' -f1)
  b=$(wc -c <"/job/out/$1")
  printf '{"name":"%s","media_type":"application/octet-stream","bytes":%s,"sha256":"%s"}' "$1" "$b" "$s"
}
finish() {
  printf '{"version":1,"kind":"${job.kind}","run_id":"${job.run_id}","outcome":"succeeded","artifacts":[%s],"report":{},"problems":[],"error":null}' "$1" >/job/out/result.json
}
fail() {
  printf '{"version":1,"kind":"${job.kind}","run_id":"${job.run_id}","outcome":"failed","artifacts":[],"report":{},"problems":[],"error":{"code":"%s","message":"it is broken","hint":"mend it"}}' "$1" >/job/out/result.json
}
`

/** The command of a container that runs a shell script as its job. */
export const shellJob = (job: JobSpec, script: string): string[] => ['sh', '-c', `${prelude(job)}\n${script}`]
