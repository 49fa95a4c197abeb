import { useEffect, useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { plural } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'
import { goTo, useTitle } from '../parts/use-route.ts'
import { CameraCapture } from './camera-capture.tsx'
import { ClassList } from './class-list.tsx'
import type { Dataset, Filter } from './dataset.ts'
import { DropZone } from './drop-zone.tsx'
import { Gallery } from './gallery.tsx'
import { Suspects } from './suspects.tsx'
import { UploadPanel } from './upload-panel.tsx'
import { useUploads } from './uploads.tsx'

const MIN_CLASSES = 2

const Remove = ({ dataset }: { dataset: Dataset }) => {
  const { client } = useSession()
  const [isAsked, setAsked] = useState(false)
  const { run, isBusy, error } = useAction(async () => {
    const params = { path: { dataset_id: dataset.id } }
    dataOf(await client.DELETE('/datasets/{dataset_id}', { params }))
    goTo('/data')
  })
  return (
    <>
      {isAsked ? (
        <span class="row">
          <span>
            Delete “{dataset.name}” with its {plural(dataset.files, 'file')}? This cannot be undone.
          </span>
          <button type="button" class="danger" disabled={isBusy} onClick={() => run()}>
            Delete
          </button>
          <button type="button" class="quiet" onClick={() => setAsked(false)}>
            Keep
          </button>
        </span>
      ) : (
        <button type="button" class="quiet" onClick={() => setAsked(true)}>
          Delete dataset
        </button>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </>
  )
}

const Contents = ({ dataset, onChange, turn }: { dataset: Dataset; onChange: () => void; turn: number }) => {
  const [filter, setFilter] = useState<Filter>({})
  const labels = dataset.class_counts.map(({ label }) => label)
  return (
    <>
      <CameraCapture datasetId={dataset.id} labels={labels} onDone={onChange} />
      {dataset.files > 0 && <ClassList dataset={dataset} filter={filter} onFilter={setFilter} />}
      <Suspects dataset={dataset} turn={turn} onChange={onChange} />
      {dataset.files > 0 && (
        <Gallery dataset={dataset} filter={filter} onFilter={setFilter} turn={turn} onChange={onChange} />
      )}
    </>
  )
}

export const DatasetView = ({ id }: { id: number }) => {
  const { client } = useSession()
  const uploads = useUploads()
  const [turn, setTurn] = useState(0)
  const load = async () =>
    dataOf(await client.GET('/datasets/{dataset_id}', { params: { path: { dataset_id: id } } }))
  const dataset = useLoad(load, `dataset ${id}`)
  useTitle(dataset.value?.name ?? 'Dataset')
  const onChange = () => {
    dataset.reload()
    setTurn((count) => count + 1)
  }
  const isRunning = uploads.byDataset[id]?.isRunning ?? false
  // When an upload has ended there is more to show.
  useEffect(() => {
    if (!isRunning) onChange()
  }, [isRunning])
  return (
    <Await of={dataset} what="the dataset">
      {(value) => (
        <>
          <p class="crumbs">
            <a href="#/data">Data</a>
          </p>
          <div class="row between">
            <h1>{value.name}</h1>
            {value.class_counts.length >= MIN_CLASSES && (
              <a class="button primary" href={`#/train/new/${id}`}>
                Train a model
              </a>
            )}
          </div>
          <p class="lead">
            {plural(value.files, 'picture')} in {plural(value.class_counts.length, 'class', 'classes')},{' '}
            {value.size}.{value.unlabelled > 0 && ` ${plural(value.unlabelled, 'picture')} without a class.`}
            {value.problems > 0 && ` ${plural(value.problems, 'problem')}.`}
          </p>
          <UploadPanel datasetId={id} />
          <DropZone
            onFiles={(files) => uploads.start(id, files)}
            disabled={isRunning}
            isSlim={value.files > 0}
          />
          {value.class_counts.length < MIN_CLASSES && (
            <p class="note">
              A training needs pictures of at least two classes.
              {value.class_counts.length === 1 && ` So far there is “${value.class_counts[0]?.label}”.`}
            </p>
          )}
          <Contents dataset={value} onChange={onChange} turn={turn} />
          <footer class="end">
            <Remove dataset={value} />
          </footer>
        </>
      )}
    </Await>
  )
}
