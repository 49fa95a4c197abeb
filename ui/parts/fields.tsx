import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  label: string
  /** What it does, in a sentence or two. */
  hint: string
  children: (props: { id: string; 'aria-describedby': string }) => ComponentChildren
}

/** A setting with its explanation where it stands. */
export const Field = ({ label, hint, children }: FieldProps) => {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint` })}
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  )
}

interface SelectFieldProps {
  label: string
  hint: string
  value: string
  options: { value: string; name: string }[]
  onChange: (value: string) => void
}

export const SelectField = ({ label, hint, value, options, onChange }: SelectFieldProps) => (
  <Field label={label} hint={hint}>
    {(props) => (
      <select {...props} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    )}
  </Field>
)

interface NumberFieldProps {
  label: string
  hint: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}

export const NumberField = ({ label, hint, value, min, max, onChange }: NumberFieldProps) => (
  <Field label={label} hint={hint}>
    {(props) => (
      <input
        {...props}
        type="number"
        required
        min={min}
        max={max}
        value={value || ''}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    )}
  </Field>
)

interface CheckFieldProps {
  label: string
  hint: string
  checked: boolean
  onChange: (checked: boolean) => void
}

export const CheckField = ({ label, hint, checked, onChange }: CheckFieldProps) => {
  const id = useId()
  return (
    <div class="field">
      <label class="check">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      <p class="hint" id={id}>
        {hint}
      </p>
    </div>
  )
}
