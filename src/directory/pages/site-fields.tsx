import { Checkboxes, TextField } from '#/design/index.ts'
import { facilityChoices, type SiteForm } from '../site-form.ts'

/** The questions about a place; `first`: asked together with the host itself, whose name it bears. */
export function SiteFields({
  form,
  wrong,
  first = false,
}: {
  form: SiteForm
  wrong: (name: string) => string | undefined
  first?: boolean
}) {
  return (
    <>
      {!first && (
        <TextField
          name="lieu"
          label="Nom du lieu"
          hint="Facultatif : « Atelier de la zone sud ». Sans nom, il porte celui de la commune."
          value={form.lieu}
          error={wrong('lieu')}
        />
      )}
      <TextField name="rue" label="Numéro et rue" value={form.rue} error={wrong('rue')} autocomplete="off" />
      <TextField
        name="code"
        label="Code postal"
        width="short"
        value={form.code}
        error={wrong('code')}
        autocomplete="off"
      />
      <TextField name="commune" label="Commune" value={form.commune} error={wrong('commune')} autocomplete="off" />
      {!first && (
        <>
          <TextField
            name="arret"
            label="Arrêt de transport le plus proche"
            hint="Facultatif, par exemple « Gare routière »."
            value={form.arret}
            error={wrong('arret')}
          />
          <Checkboxes
            name="acces"
            legend="Ce que le lieu permet"
            choices={facilityChoices}
            values={form.acces}
            error={wrong('acces')}
          />
        </>
      )}
    </>
  )
}
