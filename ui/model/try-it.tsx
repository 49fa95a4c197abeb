import { useEffect, useState } from 'preact/hooks'
import type { components } from '../../src/client/api-types.ts'
import { dataOf, form } from '../../src/client/create-relay-client.ts'
import { awaitRun, runIdOf } from '../api/await-run.ts'
import { useSession } from '../api/session.ts'
import { Camera } from '../parts/camera.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatPercent } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'

type Prediction = components['schemas']['PredictReport']
type Verdict = NonNullable<Prediction['float']>

const SHOWN = 6

const Scores = ({ title, verdict }: { title: string; verdict: Verdict }) => (
  <div class="scores">
    <p>
      {title}: <b>{verdict.predicted}</b> <span class="faint">{formatPercent(verdict.confidence)}</span>
      {verdict.unsure && <span class="faint">, but unsure: too close to tell</span>}
    </p>
    <ul class="plain">
      {verdict.scores
        .toSorted((a, b) => b.score - a.score)
        .slice(0, SHOWN)
        .map(({ label, score }) => (
          <li key={label}>
            <span class="name">{label}</span>
            <meter min={0} max={1} value={score} aria-label={label} />
            <span class="count">{formatPercent(score, 0)}</span>
          </li>
        ))}
    </ul>
  </div>
)

const useShown = (blob: Blob | null) => {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}

interface TryItProps {
  modelId: number
  /** Where there is one, both its int8 and its float network are asked. */
  compiledModelId: number | null
}

/** Shows a model a picture, from a file or the camera. */
export const TryIt = ({ modelId, compiledModelId }: TryItProps) => {
  const { client } = useSession()
  const [picture, setPicture] = useState<Blob | null>(null)
  const [answer, setAnswer] = useState<Prediction | null>(null)
  const [isCamera, setCamera] = useState(false)
  const url = useShown(picture)
  const { run, isBusy, error } = useAction(async (blob: Blob) => {
    setPicture(blob)
    setAnswer(null)
    const file = form('file', [{ name: 'picture', blob }])
    const header = { Prefer: 'respond-async' }
    const sent = compiledModelId
      ? await client.POST('/compiled_models/{compiled_model_id}/predict', {
          params: { path: { compiled_model_id: compiledModelId }, header },
          ...file,
        })
      : await client.POST('/models/{model_id}/predict', {
          params: { path: { model_id: modelId }, header },
          ...file,
        })
    const { report } = await awaitRun(client, runIdOf(dataOf<object>(sent)))
    setAnswer(report as Prediction)
  })
  const take = (files: FileList | null | undefined) => {
    const [file] = files ?? []
    if (file) run(file)
  }
  return (
    <section aria-labelledby="try">
      <h2 id="try">Try it</h2>
      <section
        class="card try"
        aria-label="Picture to try"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          take(event.dataTransfer?.files)
        }}
      >
        <div class="row">
          <label class="button">
            Choose a picture
            <input
              class="hidden"
              type="file"
              accept="image/*"
              disabled={isBusy}
              onChange={(event) => {
                take(event.currentTarget.files)
                event.currentTarget.value = ''
              }}
            />
          </label>
          <button type="button" onClick={() => setCamera(!isCamera)}>
            {isCamera ? 'Close the camera' : 'Use the camera'}
          </button>
          <span class="faint">or drop one here</span>
        </div>
        {isCamera && <Camera action="Try this picture" disabled={isBusy} onPicture={run} />}
        {url && (
          <div class="tried">
            <img src={url} alt="What the model is shown" />
            {isBusy && (
              <div role="status">
                <progress aria-label="The model looks at it" />
                <p class="faint">A container starts, and looks at it.</p>
              </div>
            )}
            {answer && (
              <div class="answers" role="status">
                {answer.float && <Scores title="The model says" verdict={answer.float} />}
                {answer.int8 && <Scores title="On the board (int8)" verdict={answer.int8} />}
                {answer.agree === false && (
                  <p class="note warn">The two differ: what the board will say is the int8 answer.</p>
                )}
              </div>
            )}
          </div>
        )}
        {error !== undefined && <ErrorNote error={error} />}
      </section>
    </section>
  )
}
