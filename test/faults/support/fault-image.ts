import { createHash } from 'node:crypto'
import Docker from 'dockerode'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../../runner/support/fixture-image.ts'
import { smallReport } from './train-report.ts'

/** Bytes of the largest artifact: several chunks of a blob. */
const MODEL_BYTES = 1_500_000
export const ARTIFACTS = ['curves.png', 'model.keras', 'sample.png']

/**
 * A training of two seconds without TensorFlow: takes its inputs only after a while, so that they are under way for
 * some time, tells of its epochs and leaves what a training leaves. Its model repeats the run's id.
 */
const program = (report: string) => `
set -u
mkdir -p /job/in /job/out
refuse() {
  printf '{"version":1,"kind":"train","run_id":"%s","outcome":"failed","artifacts":[],"report":{},"problems":[],"error":{"code":"%s","message":"the stream broke off","hint":"again"}}' "\${run:-00000000-0000-4000-8000-000000000000}" "$1" >/job/out/result.json
  exit 65
}
say() { printf '%s\\n' "$1"; }
trap 'exit 143' TERM
say '{"type":"phase","name":"load"}'
{ sleep 0.4; cat; } >/job/in.tar
[ -s /job/in.tar ] || refuse bad-job
run=$(tar -xOf /job/in.tar job.json 2>/dev/null | sed -E 's/.*"run_id":"([0-9a-f-]+)".*/\\1/')
[ -n "$run" ] || refuse bad-job
[ "$(tail -c 1024 /job/in.tar | tr -d '\\000' | wc -c)" = 0 ] || refuse broken-stream
tar -xf /job/in.tar -C /job/in || refuse broken-stream
epochs=$(sed -E 's/.*"epochs":([0-9]+).*/\\1/' /job/in/job.json)
e=0
while [ "$e" -lt "$epochs" ]; do
  e=$((e + 1))
  sleep 0.3 &
  wait $!
  say '{"type":"epoch","epoch":'"$e"',"epochs":'"$epochs"',"loss":0.5,"accuracy":0.5,"val_loss":0.5,"val_accuracy":0.5,"learning_rate":0.1,"seconds":0.3,"eta_seconds":1}'
done
yes "$run" | head -c ${MODEL_BYTES} >/job/out/model.keras
echo curves >/job/out/curves.png
echo "sample $run" >/job/out/sample.png
list=
for f in curves.png model.keras sample.png; do
  s=$(sha256sum "/job/out/$f" | cut -d' ' -f1)
  b=$(wc -c <"/job/out/$f")
  list="$list\${list:+,}{\\"name\\":\\"$f\\",\\"media_type\\":\\"application/octet-stream\\",\\"bytes\\":$b,\\"sha256\\":\\"$s\\"}"
done
{
  printf '{"version":1,"kind":"train","run_id":"%s","outcome":"succeeded","artifacts":[%s],"report":' "$run" "$list"
  cat <<'END'
${report}
END
  printf ',"problems":[],"error":null}'
} >/job/out/result.json
say '{"type":"result","outcome":"succeeded"}'
`

/** Builds the image where it is missing; its tag follows its content. Returns its name. */
export const ensureFaultImage = async (docker = new Docker()): Promise<string> => {
  await ensureFixtureImage(docker)
  const script = program(JSON.stringify(smallReport))
  const tag = `faults-${createHash('sha256').update(script).digest('hex').slice(0, 8)}`
  const name = `tinymlaas/fixture:${tag}`
  const isThere = await docker
    .getImage(name)
    .inspect()
    .then(
      () => true,
      () => false,
    )
  if (isThere) return name
  const container = await docker.createContainer({ Image: FIXTURE_IMAGE, NetworkDisabled: true })
  const changes = `CMD ${JSON.stringify(['sh', '-c', script])}`
  await container.commit({ repo: 'tinymlaas/fixture', tag, changes })
  await container.remove()
  return name
}

/** Copies an image from the shared engine to another one. */
export const copyImage = async (name: string, target: Docker): Promise<void> => {
  const source = new Docker()
  const progress = await target.loadImage(await source.getImage(name).get())
  for await (const _ of progress);
}

/** What a run's model must be. */
export const expectedModel = (runId: string): Buffer =>
  Buffer.from(`${runId}\n`.repeat(Math.ceil(MODEL_BYTES / (runId.length + 1)))).subarray(0, MODEL_BYTES)
