import { addressOf } from '#/addresses.ts'
import {
  Button,
  type FieldError,
  Fold,
  Form,
  momentWords,
  PostButton,
  SelectField,
  TextArea,
  TextField,
} from '#/design/index.ts'
import type { Pupil } from '#/pupils/index.ts'
import { type CallForm, callPartners, type PupilCall } from '../pupil-calls.ts'

const partners = Object.entries(callPartners).map(([value, label]) => ({ value, label }))
const fields = ['qui', 'jour', 'heure', 'dit']

/** The calls about a pupil's search, and a form to note one. */
export function CallLog({
  pupil,
  phones,
  calls,
  form,
  errors,
  timeZone,
}: {
  readonly pupil: Pupil
  /** Whom one can call about the search. */
  readonly phones: readonly { readonly whose: string; readonly phone: string }[]
  readonly calls: readonly PupilCall[]
  readonly form: CallForm
  readonly errors: readonly FieldError[]
  readonly timeZone: string
}) {
  const action = addressOf('pupilCalls', { pupil: pupil.id })
  return (
    <section>
      <h2>Appels</h2>
      {phones.length > 0 ? (
        <ul class="rows">
          {phones.map(({ whose, phone }) => (
            <li key={`${whose} ${phone}`}>
              <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
              <span class="soft">{whose}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p>
          Aucun numéro dans son dossier. <a href={addressOf('pupilEdit', { pupil: pupil.id })}>En ajouter un</a>
        </p>
      )}
      <Fold title="Noter un appel" open={errors.some(({ name }) => fields.includes(name))}>
        <Form errors={errors} method="post" action={action} noValidate>
          <input type="hidden" name="cle" value={form.key} />
          <SelectField
            name="qui"
            label="Avec qui"
            value={form.qui}
            choices={[{ value: '', label: '–' }, ...partners]}
          />
          <TextField name="jour" type="date" label="Jour" value={form.jour} width="middle" />
          <TextField name="heure" type="time" label="Heure" value={form.heure} width="middle" />
          <TextArea
            name="dit"
            label="Ce qui a été dit"
            hint="Lu par l’établissement seulement. Rien sur la santé ni la vie de famille."
            value={form.dit}
            rows={3}
          />
          <Button look="plain">Noter cet appel</Button>
        </Form>
      </Fold>
      {calls.length > 0 && (
        <ul class="rows">
          {calls.map(({ id, withWhom, at, said, by }) => (
            <li key={id}>
              <p class="said-body">{said}</p>
              <span class="soft">
                Avec {callPartners[withWhom]}, {momentWords(at, timeZone)}, par {by}
              </span>
              <PostButton action={action} fields={{ retirer: id }} look="quiet" small>
                Retirer cet appel
              </PostButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
