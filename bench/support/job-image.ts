import { createHash } from 'node:crypto'
import Docker from 'dockerode'
import { smallReport } from '../../test/faults/support/train-report.ts'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../../test/runner/support/fixture-image.ts'

/*
 * Trainings without TensorFlow, in a shell: what is measured with them is the relay's part. They take their inputs,
 * do `work`, leave what a training leaves, and say in `seconds` of their report when the first bytes came (`began`), when
 * all inputs were unpacked (`fed`) and when all was done (`done`): by the clock of the machine, which is PostgreSQL's too.
 */

const program = (work: string) => `
set -u
mkdir -p /job/in /job/out
{ dd bs=512 count=1 iflag=fullblock 2>/dev/null; date +%s.%N >/job/began; cat; } | tar -xf - -C /job/in
fed=$(date +%s.%N)
run=$(sed -E 's/.*"run_id":"([0-9a-f-]+)".*/\\1/' /job/in/job.json)
echo "model $run" >/job/out/model.keras
echo curves >/job/out/curves.png
echo "sample $run" >/job/out/sample.png
${work}
list=
for f in curves.png model.keras sample.png; do
  s=$(sha256sum "/job/out/$f" | cut -d' ' -f1)
  b=$(wc -c <"/job/out/$f")
  list="$list\${list:+,}{\\"name\\":\\"$f\\",\\"media_type\\":\\"application/octet-stream\\",\\"bytes\\":$b,\\"sha256\\":\\"$s\\"}"
done
report() {
cat <<'END'
${JSON.stringify(smallReport)}
END
}
seconds="\\"seconds\\":{\\"began\\":$(cat /job/began),\\"fed\\":$fed,\\"done\\":$(date +%s.%N)}"
{
  printf '{"version":1,"kind":"train","run_id":"%s","outcome":"succeeded","artifacts":[%s],"report":' "$run" "$list"
  report | sed "s/\\"seconds\\":{}/$seconds/"
  printf ',"problems":[],"error":null}'
} >/job/out/result.json
echo '{"type":"result","outcome":"succeeded"}'
`

/** An image whose jobs do `work`, a piece of shell; made where it is missing. Returns its name. */
export const ensureJobImage = async (work: string): Promise<string> => {
  const docker = new Docker()
  await ensureFixtureImage(docker)
  const script = program(work)
  const tag = `bench-${createHash('sha256').update(script).digest('hex').slice(0, 8)}`
  const name = `tinymlaas/fixture:${tag}`
  const found = await docker
    .getImage(name)
    .inspect()
    .catch(() => null)
  if (found) return name
  const container = await docker.createContainer({ Image: FIXTURE_IMAGE, NetworkDisabled: true })
  const changes = `CMD ${JSON.stringify(['sh', '-c', script])}`
  await container.commit({ repo: 'tinymlaas/fixture', tag, changes })
  await container.remove()
  return name
}
