import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatBytes } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'

type Artifact = components['schemas']['Artifact']

/** What most people take along, in this order; the rest follows. */
const FIRST = [
  'model_arduino.zip',
  'model_c.zip',
  'model_cpp.zip',
  'model.tflite',
  'target_model.cc',
  'model_card.html',
]

const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)

const save = (blob: Blob, name: string) => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

const Download = ({ name, url, bytes, purpose }: Artifact) => {
  const { token, urlOf, fetchFile } = useSession()
  const { run, error } = useAction(async () => save(await fetchFile(url), name))
  return (
    <li>
      <a
        href={urlOf(url)}
        download={name}
        onClick={(event) => {
          // A link sends no token.
          if (token === null) return
          event.preventDefault()
          run()
        }}
      >
        {name}
      </a>
      <span>{purpose}</span>
      <span class="faint count">{formatBytes(bytes)}</span>
      {error !== undefined && <ErrorNote error={error} />}
    </li>
  )
}

/** The files of a compilation, with what each is for. */
export const Downloads = ({ compiledModelId }: { compiledModelId: number }) => {
  const { client } = useSession()
  const load = async () => {
    const params = { path: { compiled_model_id: compiledModelId } }
    return dataOf(await client.GET('/compiled_models/{compiled_model_id}/artifacts', { params }))
  }
  const files = useLoad(load, `files of ${compiledModelId}`)
  return (
    <>
      <h3>Take away</h3>
      <Await of={files} what="the files">
        {(all) => (
          <ul class="plain downloads">
            {all
              .toSorted((a, b) => rank(a.name) - rank(b.name))
              .map((artifact) => (
                <Download key={artifact.name} {...artifact} />
              ))}
          </ul>
        )}
      </Await>
    </>
  )
}
