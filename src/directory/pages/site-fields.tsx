import { Checkboxes, TextField } from '#/design/index.ts'
import { facilityChoices, type SiteForm } from '../site-form.ts'

/** The questions about a place; `first`: asked together with the host itself, whose name it bears. */
export function SiteFields({ form, first = false }: { form: SiteForm; first?: boolean }) {
  return (
    <>
      {!first && (
        <TextField
          name="lieu"
          label="Nom du lieu"
          hint="Facultatif : « Atelier de la zone sud ». Sans nom, il porte celui de la commune."
          value={form.lieu}
        />
      )}
      <TextField name="rue" label="Numéro et rue" value={form.rue} autocomplete="off" />
      <TextField name="code" label="Code postal" width="short" value={form.code} autocomplete="off" />
      <TextField name="commune" label="Commune" value={form.commune} autocomplete="off" />
      {!first && (
        <>
          <TextField
            name="arret"
            label="Arrêt de transport le plus proche"
            hint="Facultatif, par exemple « Gare routière »."
            value={form.arret}
          />
          <Checkboxes name="acces" legend="Ce que le lieu permet" choices={facilityChoices} values={form.acces} />
        </>
      )}
    </>
  )
}
