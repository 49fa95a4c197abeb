import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { DatasetView } from './data/dataset-view.tsx'
import { DatasetsView } from './data/datasets-view.tsx'
import { UploadsProvider } from './data/uploads.tsx'
import { FleetView } from './fleet/fleet-view.tsx'
import { SessionProvider } from './frame/session-provider.tsx'
import { Shell } from './frame/shell.tsx'
import { ModelView } from './model/model-view.tsx'
import { ModelsView } from './model/models-view.tsx'
import { NoticesProvider } from './parts/notices.tsx'
import { useRoute } from './parts/use-route.ts'
import { CompareView } from './train/compare-view.tsx'
import { NewTrainingView } from './train/new-training-view.tsx'
import { RunView } from './train/run-view.tsx'
import { TrainView } from './train/train-view.tsx'

const NotFound = () => (
  <>
    <h1>There is no such page</h1>
    <p>
      <a href="#/data">Go to the data</a>
    </p>
  </>
)

const view = ([section = 'data', id, rest]: string[]): ComponentChildren => {
  const number = Number(id)
  if (section === 'data') return id === undefined ? <DatasetsView /> : <DatasetView key={id} id={number} />
  if (section === 'train' && id === 'new')
    return <NewTrainingView key={rest} datasetId={rest ? Number(rest) : null} />
  if (section === 'train' && id === 'compare')
    return <CompareView key={rest} ids={[...new Set((rest ?? '').split(',').filter(Boolean))]} />
  if (section === 'train' && id === undefined) return <TrainView />
  if (section === 'runs' && id !== undefined) return <RunView key={id} id={id} />
  if (section === 'models') return id === undefined ? <ModelsView /> : <ModelView key={id} id={number} />
  if (section === 'fleet') return <FleetView />
  return <NotFound />
}

/** The view that the address names; its heading gets the focus, so that a reader of the screen learns of the change. */
const Routed = () => {
  const route = useRoute()
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  const address = route.join('/')
  // It is the change of address that matters.
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else {
      main.current?.focus()
      window.scrollTo(0, 0)
    }
  }, [address])
  return (
    <Shell section={route[0] ?? 'data'}>
      <main ref={main} id="main" tabIndex={-1}>
        {view(route)}
      </main>
    </Shell>
  )
}

export const App = () => (
  <NoticesProvider>
    <SessionProvider>
      <UploadsProvider>
        <Routed />
      </UploadsProvider>
    </SessionProvider>
  </NoticesProvider>
)
