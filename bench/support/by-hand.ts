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
 * models, as the guides of Keras and TensorFlow have it. Prints the seconds of that alone.
 */
export const conversionAlone = `
import io, sys, tarfile, time
from pathlib import Path
work = Path("/job/work"); work.mkdir()
for member in (archive := tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()))):
    (work / member.name).write_bytes(archive.extractfile(member).read())
import keras
import numpy as np
import tensorflow as tf
calibration = np.load(work / "holdout.npz")["calibration"][:100]
began = time.monotonic()
network = keras.models.load_model(work / "model.keras", compile=False)
export = keras.export.ExportArchive()
export.track(network)
signature = [tf.TensorSpec([1, *network.input_shape[1:]], tf.float32)]
export.add_endpoint("serve", lambda picture: network(picture, training=False), signature)
export.write_out(str(work / "saved"), verbose=False)
def pictures():
    for picture in calibration:
        yield [picture[None].astype(np.float32)]
converter = tf.lite.TFLiteConverter.from_saved_model(str(work / "saved"))
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.representative_dataset = pictures
converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
converter.inference_input_type = converter.inference_output_type = tf.int8
converter.convert()
tf.lite.TFLiteConverter.from_saved_model(str(work / "saved")).convert()
print("seconds", time.monotonic() - began)
`
