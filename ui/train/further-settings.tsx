import { CheckField, Field, NumberField, SelectField } from '../parts/fields.tsx'
import type { Settings } from './settings.ts'

interface FurtherSettingsProps {
  settings: Settings
  onChange: (change: Partial<Settings>) => void
}

/** What few trainings need to change. */
export const FurtherSettings = ({ settings, onChange }: FurtherSettingsProps) => (
  <details class="card">
    <summary>More settings</summary>
    <div class="stack">
      <CheckField
        label="Vary the pictures"
        hint="Shifts, zooms, turns and lights the training pictures a little, so that the model does not learn them by heart."
        checked={settings.augmentation}
        onChange={(augmentation) => onChange({ augmentation })}
      />
      <CheckField
        label="Make up for unequal classes"
        hint="Pictures of rare classes count for more."
        checked={settings.classWeights}
        onChange={(classWeights) => onChange({ classWeights })}
      />
      <SelectField
        label="Measure with"
        hint="Below 300 pictures every one of them is measured by a model that has not seen it, which takes six trainings instead of one."
        value={settings.heldOut}
        options={[
          { value: '', name: 'What suits the number of pictures' },
          { value: '0.2', name: 'A fifth of the pictures, held out' },
          { value: '0.3', name: 'Three in ten, held out' },
        ]}
        onChange={(heldOut) => onChange({ heldOut })}
      />
      <SelectField
        label="Begin with"
        hint="Trained weights need far fewer pictures. Networks without such weights begin at random in any case."
        value={settings.initialWeights}
        options={[
          { value: 'pretrained', name: 'Weights that have seen pictures' },
          { value: 'none', name: 'Random weights' },
        ]}
        onChange={(weights) => onChange({ initialWeights: weights as Settings['initialWeights'] })}
      />
      <SelectField
        label="Pictures of another shape"
        hint="How a picture becomes a square. What the camera of the board does should be the same."
        value={settings.resize}
        options={[
          { value: 'stretch', name: 'Stretch' },
          { value: 'crop', name: 'Cut off the sides' },
          { value: 'pad', name: 'Add a border' },
        ]}
        onChange={(resize) => onChange({ resize: resize as Settings['resize'] })}
      />
      <div class="two">
        <NumberField
          label="Pictures per step"
          hint="More are quicker and need more memory; fewer often learn better."
          value={settings.batchSize}
          min={1}
          max={1024}
          onChange={(batchSize) => onChange({ batchSize })}
        />
        <Field label="Learning rate" hint="Size of a step; empty for what suits the network.">
          {(props) => (
            <input
              {...props}
              type="number"
              min="0.000001"
              max="1"
              step="any"
              value={settings.learningRate}
              onInput={(event) => onChange({ learningRate: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Patience" hint="Epochs without improvement before it stops; 20 unless given.">
          {(props) => (
            <input
              {...props}
              type="number"
              min="1"
              max="1000"
              value={settings.earlyStopping}
              onInput={(event) => onChange({ earlyStopping: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Seed" hint="The same seed and pictures give the same model; 123 unless given.">
          {(props) => (
            <input
              {...props}
              type="number"
              min="0"
              value={settings.seed}
              onInput={(event) => onChange({ seed: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </div>
  </details>
)
