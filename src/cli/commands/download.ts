import { createWriteStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { type Call, defineCommand } from '../relay/define-command.ts'
import { Ending } from '../relay/exit-codes.ts'
import { findCompiled, findModel } from '../relay/find-things.ts'
import { findRun } from '../relay/wait-for-run.ts'

const findFiles = async (call: Call, model: string) => {
  const runId = call.given.has('training')
    ? (await findModel(call, model)).run_id
    : (await findCompiled(call, model)).runId
  const { artifacts } = await findRun(call, runId)
  const only = call.given.text('only')?.split(',')
  const unknown = only?.find((name) => !artifacts.some((artifact) => artifact.name === name))
  if (unknown !== undefined)
    throw new Ending('refused', `There is no file "${unknown}".`, {
      hint: `There are ${artifacts.map(({ name }) => name).join(', ')}.`,
    })
  return { runId, files: artifacts.filter(({ name }) => only?.includes(name) ?? true) }
}

/** Under another name until it is whole. A broken connection begins the file again. */
const fetchFile = async ({ ask }: Call, runId: string, file: { name: string; bytes: number }, to: string) => {
  const draft = `${to}.part`
  await ask(async (client) => {
    const answer = await client.GET('/runs/{run_id}/artifacts/{name}', {
      params: { path: { run_id: runId, name: file.name } },
      parseAs: 'stream',
    })
    if (answer.response.ok && answer.data)
      await pipeline(Readable.fromWeb(answer.data as ReadableStream), createWriteStream(draft))
    return { ...answer, data: true }
  })
  const { size } = await stat(draft)
  if (size !== file.bytes)
    throw new Ending('failed', `${file.name} came with ${size} of ${file.bytes} bytes.`, {
      hint: 'Download it again.',
    })
  await rename(draft, to)
}

/** Takes files away. */
export const download = defineCommand({
  name: 'download',
  synopsis: ['MODEL [--output DIR] [--only NAME,NAME]'],
  about: `Downloads what the newest compilation of a model left: model.tflite, the C library, the Arduino library, the C++ bundle, the
model card. --training takes what its training left instead.`,
  options: {
    output: { value: 'DIR', about: 'Folder for the files, made where it is missing [.].' },
    only: { value: 'NAMES', about: 'Only these files, separated by commas.' },
    training: { about: 'The files of the training.' },
  },
  run: async (call) => {
    const { given, screen } = call
    const { MODEL } = given.words('MODEL')
    const { runId, files } = await findFiles(call, MODEL)
    const folder = given.text('output') ?? '.'
    await mkdir(folder, { recursive: true })
    const bar = screen.bar('downloaded', files.length)
    const written: { file: string; bytes: number }[] = []
    for (const file of files) {
      const to = join(folder, file.name)
      await fetchFile(call, runId, file, to)
      written.push({ file: to, bytes: file.bytes })
      bar.update(written.length)
    }
    bar.stop()
    screen.result(
      { run_id: runId, files: written },
      written.map(({ file }) => file),
    )
  },
})
