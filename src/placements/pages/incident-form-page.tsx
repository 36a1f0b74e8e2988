import {
  Button,
  ColumnPage,
  type DeskEntry,
  ErrorSummary,
  errorOf,
  type FieldError,
  Fold,
  Form,
  Notice,
  Radios,
  type Signed,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import type { IncidentForm } from '../incident.ts'

/** Something happened: one form, on a phone, by whoever is there. */
export function IncidentFormPage({
  form,
  errors = [],
  action,
  about,
  voice,
  signed,
  entries = [],
}: {
  readonly form: IncidentForm
  readonly errors?: readonly FieldError[]
  readonly action: string
  /** « Lina Marchand, Garage Hamel » */
  readonly about: string
  readonly voice: 'tu' | 'vous'
  readonly signed?: Signed
  readonly entries?: readonly DeskEntry[]
}) {
  const tu = voice === 'tu'
  const field = (name: keyof IncidentForm) => ({ name, value: form[name] })
  const openHealth =
    form.sorte === 'accident' || ['lesions', 'soins', 'transport'].some((name) => errorOf(errors, name))
  return (
    <ColumnPage title="Signaler un accident ou un problème" {...(signed ? { signed } : {})} entries={entries}>
      <ErrorSummary errors={errors} voice={voice} />
      <Title eyebrow={about} lead={tu ? 'Tes mots suffisent. Ton établissement te rappelle.' : 'Vos mots suffisent.'}>
        Signaler un accident ou un problème
      </Title>
      <Notice kind="warning" title={`Blessure grave : ${tu ? 'appelle' : 'appelez'} d’abord le 15 ou le 112`} />
      <Form errors={errors} class="form" method="post" action={action} noValidate>
        <input type="hidden" name="cle" value={form.cle} />
        <Radios
          name="sorte"
          legend="Que se passe-t-il ?"
          choices={[
            { value: 'accident', label: 'Quelqu’un est blessé' },
            { value: 'incident', label: 'Autre chose', hint: 'Dispute, propos, danger évité de peu, départ du lieu…' },
          ]}
          value={form.sorte || undefined}
        />
        <div class="two-fields">
          <TextField type="date" label="Jour" {...field('jour')} />
          <TextField type="time" label="Heure" {...field('heure')} />
        </div>
        <TextArea label="Ce qui s’est passé" rows={4} {...field('quoi')} />
        <TextField label="Où exactement (facultatif)" autocomplete="off" {...field('lieu')} />
        <Fold title="Blessures et soins" open={openHealth}>
          <p class="hint">
            Lu seulement par l’élève, sa famille et la direction de l’établissement. Jamais dans un message.
          </p>
          <TextArea label="Blessures" rows={2} {...field('lesions')} />
          <TextArea label="Soins donnés" rows={2} {...field('soins')} />
          <TextField label="Emmené où ?" hint="Hôpital, médecin, maison." autocomplete="off" {...field('transport')} />
        </Fold>
        <Fold
          title="Pour la déclaration (facultatif)"
          open={[form.activite, form.temoins, form.mesures].some((text) => text !== '')}
        >
          <TextArea label="Ce que l’élève faisait à ce moment" rows={2} {...field('activite')} />
          <TextArea label="Témoins" hint="Noms, et comment les joindre." rows={2} {...field('temoins')} />
          <TextArea label="Ce qui a été fait depuis" rows={2} {...field('mesures')} />
        </Fold>
        <Button>Prévenir maintenant</Button>
        <p class="soft">L’établissement, la famille et le lieu de stage sont prévenus aussitôt, sans les détails.</p>
      </Form>
    </ColumnPage>
  )
}
