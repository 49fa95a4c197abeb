import { useState } from 'preact/hooks'
import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { runIdOf } from '../api/await-run.ts'
import { useSession } from '../api/session.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field, NumberField, SelectField } from '../parts/fields.tsx'
import { formatBytes, humanise, plural } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'
import { Estimate } from './estimate.tsx'
import { FurtherSettings } from './further-settings.tsx'
import { architectureOf, type Board, defaultsFor, type Settings, toParameters } from './settings.ts'

interface TrainingFormProps {
  dataset: components['schemas']['DatasetDetails']
  /** Shorter sides of some of its pictures, in pixels. */
  sides: number[]
  boards: Board[]
  architectures: components['schemas']['Architecture'][]
  onStarted: (runId: string) => void
}

const MIN_CLASSES = 2

const boardHint = (board: Board | undefined) =>
  board
    ? `${board.cpu}, ${formatBytes(board.flash_bytes)} of flash, ${formatBytes(board.ram_bytes)} of RAM.`
    : 'Where the model is to run. It sets the defaults below, and the result says whether it fits.'

/** How to train, with defaults by board and pictures, and with what each setting does. */
export const TrainingForm = ({ dataset, sides, boards, architectures, onStarted }: TrainingFormProps) => {
  const { client } = useSession()
  const [settings, setSettings] = useState<Settings>(() => defaultsFor(undefined, sides))
  const [description, setDescription] = useState('')
  const set = (change: Partial<Settings>) => setSettings((before) => ({ ...before, ...change }))
  const board = boards.find(({ id }) => id === settings.board)
  const { run, isBusy, error } = useAction(async () => {
    const answer = await client.POST('/models/datasets/{dataset_id}', {
      params: {
        path: { dataset_id: dataset.id },
        query: { lossfunc: 'Categorical crossentropy' },
        header: { Prefer: 'respond-async' },
      },
      body: { parameters: toParameters(settings), description: description.trim() || dataset.name },
    })
    onStarted(runIdOf(dataOf(answer)))
  })
  const classes = dataset.class_counts.length
  if (classes < MIN_CLASSES)
    return (
      <p class="note">
        “{dataset.name}” has {plural(classes, 'class', 'classes')}; a training needs two.{' '}
        <a href={`#/data/${dataset.id}`}>Add pictures.</a>
      </p>
    )
  const used = architectures.find(({ name }) => name === architectureOf(settings))
  return (
    <form
      class="stack settings"
      onSubmit={(event) => {
        event.preventDefault()
        run()
      }}
    >
      <p class="lead">
        On <a href={`#/data/${dataset.id}`}>{dataset.name}</a>: {plural(dataset.files, 'picture')} in{' '}
        {classes} classes.
      </p>
      <SelectField
        label="Board"
        hint={boardHint(board)}
        value={settings.board}
        options={[
          { value: '', name: 'No board in particular' },
          ...boards.map(({ id, name }) => ({ value: id, name })),
        ]}
        onChange={(id) => {
          const chosen = boards.find((candidate) => candidate.id === id)
          setSettings({ ...defaultsFor(chosen, sides), epochs: settings.epochs })
        }}
      />
      <SelectField
        label="Network"
        hint={used?.description ?? ''}
        value={settings.architecture}
        options={[
          {
            value: '',
            name: `Chosen by the size of the pictures: ${humanise(architectureOf({ ...settings, architecture: '' }))}`,
          },
          ...architectures.map(({ name }) => ({ value: name, name: humanise(name) })),
        ]}
        onChange={(architecture) => set({ architecture: architecture as Settings['architecture'] })}
      />
      <div class="two">
        <NumberField
          label="Size of the pictures"
          hint="Pixels a side. Twice the side is four times the arithmetic and RAM; details smaller than a pixel are lost."
          value={settings.size}
          min={8}
          max={512}
          onChange={(size) => set({ size })}
        />
        <SelectField
          label="Colour"
          hint="Grey needs a third of the input. Choose colour when the classes differ in it."
          value={settings.color}
          options={[
            { value: 'grayscale', name: 'Grey' },
            { value: 'rgb', name: 'Colour' },
          ]}
          onChange={(color) => set({ color: color as Settings['color'] })}
        />
      </div>
      <NumberField
        label="Epochs"
        hint="Times that every picture is looked at. The best epoch is kept, so too many cost time, not accuracy."
        value={settings.epochs}
        min={1}
        max={1000}
        onChange={(epochs) => set({ epochs })}
      />
      <Field label="Note" hint="Whatever tells this model from others, for you.">
        {(props) => (
          <input
            {...props}
            value={description}
            maxLength={200}
            placeholder={dataset.name}
            onInput={(event) => setDescription(event.currentTarget.value)}
          />
        )}
      </Field>
      <FurtherSettings settings={settings} onChange={set} />
      <Estimate dataset={dataset} settings={settings} />
      {error !== undefined && <ErrorNote error={error} />}
      <div class="row">
        <button type="submit" class="primary" disabled={isBusy}>
          {isBusy ? 'Starting …' : 'Start the training'}
        </button>
      </div>
    </form>
  )
}
