import { fieldId } from './fields.tsx'
import { useFieldError } from './form.tsx'
import { Icon } from './icon.tsx'

export interface NumberRow {
  readonly name: string
  readonly label: string
  /** Beside the label: « vacances », « 2 prises ». */
  readonly note?: string | undefined
  readonly value: string
}

/** Small numbers one below the other, label on the left: seats by week. */
export const NumberRows = ({ unit, rows }: { readonly unit: string; readonly rows: readonly NumberRow[] }) => (
  <div class="number-rows">
    {rows.map((row) => (
      <Row key={row.name} unit={unit} {...row} />
    ))}
  </div>
)

function Row({ unit, name, label, note, value }: NumberRow & { readonly unit: string }) {
  const id = fieldId(name)
  const error = useFieldError(name)
  return (
    <div class={error ? 'number-row field-wrong' : 'number-row'}>
      <label for={id}>
        {label}
        {note && <span class="soft"> {note}</span>}
      </label>
      <span class="input-unit">
        <input
          class="input input-short"
          id={id}
          name={name}
          type="number"
          min="0"
          inputMode="numeric"
          value={value}
          {...(error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {})}
        />{' '}
        <span aria-hidden="true">{unit}</span>
      </span>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="error" size={18} />
          {error}
        </p>
      )}
    </div>
  )
}
