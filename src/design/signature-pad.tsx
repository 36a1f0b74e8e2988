import { fieldId, HintAndError } from './fields.tsx'
import { useFieldError } from './form.tsx'

/**
 * A sheet to sign on with a finger or a mouse: the island `signature` draws it. Without JavaScript, and for whoever does not draw, nothing is
 * there: the typed name beside it says the same. Sent as strokes by `;`, points by spaces, `x,y` on a sheet of 600 by 200.
 */
export function SignaturePad({ name, label }: { name: string; label: string }) {
  const id = fieldId(name)
  const error = useFieldError(name)
  return (
    <div class={error ? 'field field-wrong' : 'field'} data-island="signature" data-name={name} id={id} hidden={!error}>
      <p class="signature-label" id={`${id}-label`}>
        {label}
      </p>
      <HintAndError id={id} hint={undefined} error={error} />
    </div>
  )
}
