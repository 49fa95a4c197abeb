import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

/** As a relay has its containers by default: two processors and as many threads. */
const like = [
  ...['--rm', '-i', '--init', '--network', 'none', '--read-only', '--tmpfs', '/tmp', '-v', '/job'],
  ...['--cpus', '2', '--memory', '4g'],
  ...['OMP_NUM_THREADS=2', 'TF_NUM_INTRAOP_THREADS=2', 'TF_NUM_INTEROP_THREADS=2'].flatMap((pair) => [
    '-e',
    pair,
  ]),
]

/** `docker run` of a program of the image, with `input` on its stdin: what it writes, when it has ended. */
export const runByHand = async (image: string, command: string[], input: Buffer): Promise<string> => {
  const child = spawn('docker', ['run', ...like, image, ...command], { stdio: ['pipe', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  await pipeline([input], child.stdin).catch(() => undefined)
  const [code] = await exited
  const [stdout, stderr] = await said
  if (code !== 0)
    throw new Error(`The image's program ended with ${code}: ${stdout.slice(-500)} ${stderr.slice(-500)}`)
  return stdout
}

/**
 * What somebody does who has TensorFlow imported already: the network of a tar stream's model.keras to both TensorFlow Lite
 * models, by the very functions of the image. Prints the seconds of that alone.
 */
export const conversionAlone = `
import io, sys, tarfile, time
from pathlib import Path
work = Path("/job/work"); work.mkdir()
for member in (archive := tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()))):
    (work / member.name).write_bytes(archive.extractfile(member).read())
from tinymlaas_tf.tensorflow_setup import import_tensorflow, set_up_tensorflow
import_tensorflow()
from tinymlaas_tf.conversion.convert import convert_float32, convert_int8
from tinymlaas_tf.conversion.export_saved_model import export_saved_model
from tinymlaas_tf.split.holdout import load_holdout
from tinymlaas_tf.kinds.load_network import load_network
set_up_tensorflow(1)
began = time.monotonic()
holdout = load_holdout(work / "holdout.npz")
saved = export_saved_model(load_network(work / "model.keras"), work / "saved")
convert_int8(saved, holdout.calibration[:100])
convert_float32(saved)
print("seconds", time.monotonic() - began)
`
