import { createHash } from 'node:crypto'
import Docker from 'dockerode'
import { smallReport } from '../../test/faults/support/train-report.ts'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../../test/runner/support/fixture-image.ts'

/** A training that does nothing: takes its inputs, and leaves what a training leaves, each of some bytes. */
const PROGRAM = `
set -u
mkdir -p /job/in /job/out
tar -xf - -C /job/in
run=$(sed -E 's/.*"run_id":"([0-9a-f-]+)".*/\\1/' /job/in/job.json)
list=
for f in curves.png model.keras sample.png; do
  echo "$f $run" >/job/out/$f
  s=$(sha256sum "/job/out/$f" | cut -d' ' -f1)
  b=$(wc -c <"/job/out/$f")
  list="$list\${list:+,}{\\"name\\":\\"$f\\",\\"media_type\\":\\"application/octet-stream\\",\\"bytes\\":$b,\\"sha256\\":\\"$s\\"}"
done
{
  printf '{"version":1,"kind":"train","run_id":"%s","outcome":"succeeded","artifacts":[%s],"report":' "$run" "$list"
  cat <<'END'
${JSON.stringify(smallReport)}
END
  printf ',"problems":[],"error":null}'
} >/job/out/result.json
echo '{"type":"result","outcome":"succeeded"}'
`

/** An image whose trainings do nothing, made where it is missing. Returns its name. */
export const ensureIdleImage = async (): Promise<string> => {
  const docker = new Docker()
  await ensureFixtureImage(docker)
  const tag = `idle-${createHash('sha256').update(PROGRAM).digest('hex').slice(0, 8)}`
  const name = `tinymlaas/fixture:${tag}`
  const found = await docker
    .getImage(name)
    .inspect()
    .catch(() => null)
  if (found) return name
  const container = await docker.createContainer({ Image: FIXTURE_IMAGE, NetworkDisabled: true })
  const changes = `CMD ${JSON.stringify(['sh', '-c', PROGRAM])}`
  await container.commit({ repo: 'tinymlaas/fixture', tag, changes })
  await container.remove()
  return name
}
