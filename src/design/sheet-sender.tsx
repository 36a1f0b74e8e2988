import { Button } from './actions.tsx'
import { FileDrop } from './fields.tsx'
import { Icon } from './icon.tsx'

/**
 * Sends scans and photos of sheets: files that are chosen or dropped, or the phone's camera, one picture after the other. One form without
 * JavaScript; the island `sheets` sends each file as soon as it is there, again where the network fails, and shows how each went.
 * `batch` names what they belong to: sent twice, nothing is there twice.
 */
export function SheetSender({
  action,
  batch,
  label,
  hint,
  error,
}: {
  readonly action: string
  readonly batch: string
  readonly label: string
  readonly hint: string
  readonly error?: string | undefined
}) {
  return (
    <form class="sheets" method="post" action={action} encType="multipart/form-data" data-island="sheets">
      <input type="hidden" name="lot" value={batch} />
      <input type="hidden" name="lire" value="1" />
      <FileDrop
        name="fichiers"
        label={label}
        hint={hint}
        error={error}
        accept={['.pdf', '.jpg', '.jpeg', '.png', '.tif', '.tiff']}
      />
      <p class="sheets-camera">
        <input id="sheets-photo" type="file" name="fichiers" accept="image/jpeg,image/png" capture="environment" />
        <label class="button button-plain" for="sheets-photo">
          <Icon name="camera" />
          Photographier une page
        </label>
      </p>
      <ul class="sheets-sent" aria-live="polite" />
      <Button>Envoyer et lire</Button>
    </form>
  )
}
