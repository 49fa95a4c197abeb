import { useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import type { NamedFile } from '../api/upload.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { useAction } from '../parts/use-action.ts'
import { goTo, useTitle } from '../parts/use-route.ts'
import { DatasetTile } from './dataset-tile.tsx'
import { DropZone } from './drop-zone.tsx'
import { useUploads } from './uploads.tsx'

const nameOf = (files: NamedFile[]) => {
  const [first = ''] = files[0]?.name.split('/') ?? []
  return first.replace(/\.(zip|tar|tgz|tar\.gz)$/i, '') || 'Pictures'
}

const NewDataset = () => {
  const { client } = useSession()
  const uploads = useUploads()
  const [name, setName] = useState('')
  const { run, isBusy, error } = useAction(async (files: NamedFile[]) => {
    const query = { dataset_name: name.trim() || nameOf(files), dataset_desc: '' }
    const { id } = dataOf(await client.POST('/datasets/', { params: { query } }))
    if (files.length > 0) uploads.start(id, files)
    goTo(`/data/${id}`)
  })
  return (
    <section class="card new" aria-labelledby="new-dataset">
      <h2 id="new-dataset">New dataset</h2>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          run([])
        }}
      >
        <label class="grow">
          Name
          <input
            value={name}
            maxLength={200}
            placeholder="taken from the folder unless given"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={isBusy}>
          Create empty
        </button>
      </form>
      <DropZone onFiles={run} disabled={isBusy} />
      {error !== undefined && <ErrorNote error={error} />}
    </section>
  )
}

export const DatasetsView = () => {
  useTitle('Data')
  const { client } = useSession()
  const datasets = useLoad(async () => dataOf(await client.GET('/datasets/')), 'datasets')
  return (
    <>
      <h1>Data</h1>
      <p class="lead">Pictures, by class. A model is as good as they are.</p>
      <NewDataset />
      <Await of={datasets} what="the datasets">
        {(all) =>
          all.length === 0 ? (
            <p class="empty">There is no dataset yet. The first one begins with a folder of pictures.</p>
          ) : (
            <ul class="plain grid">
              {all.toReversed().map((dataset) => (
                <li key={dataset.id}>
                  <DatasetTile {...dataset} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </>
  )
}
