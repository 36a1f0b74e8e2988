import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  Checkboxes,
  ColumnPage,
  capital,
  countWords,
  type DeskEntry,
  ErrorSummary,
  errorOf,
  type FieldError,
  Fold,
  Form,
  Radios,
  type Signed,
  TextArea,
  Title,
  weekWords,
} from '#/design/index.ts'
import type { Offer } from '#/offers/index.ts'
import type { ApplicationForm } from '../application-form.ts'
import type { OpenWeek } from '../openness.ts'

interface Props {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly offer: Offer
  readonly open: readonly OpenWeek[]
  readonly form: ApplicationForm
  readonly errors: readonly FieldError[]
  /** The host sees no name before it answered. */
  readonly anonymous: boolean
  /** Whose form it is: what one pupil leaves in a browser is not shown to the next. */
  readonly pupilId: string
}

/** The one-minute form: what draws you, which weeks, and what you wish to say. */
export function ApplyPage({ signed, entries, offer, open, form, errors, anonymous, pupilId }: Props) {
  return (
    <ColumnPage title="Candidater" signed={signed} entries={entries}>
      <ErrorSummary errors={errors} voice="tu" />
      <Title
        eyebrow={`${offer.hostName}${offer.site ? ` · ${offer.site.city}` : ''}`}
        lead="Une minute suffit : pas de CV, pas de lettre. Tu pourras relire avant d’envoyer."
      >
        {offer.title}
      </Title>
      <Form
        errors={errors}
        method="post"
        action={addressOf('applicationNew', { offer: offer.id })}
        class="form"
        data-island="keep"
        data-keep={`application ${pupilId} ${offer.id}`}
      >
        <TextArea
          name="attrait"
          label="Qu’est-ce qui t’attire dans cette place ?"
          hint="Une ou deux phrases, avec tes mots."
          value={form.attrait}
          rows={4}
          required
        />
        <Weeks offer={offer} open={open} chosen={form.semaines} />
        <TextArea
          name="disponibilite"
          label="Quelque chose à savoir sur tes disponibilités ? (facultatif)"
          hint="Par exemple un cours que tu gardes, un trajet long."
          value={form.disponibilite}
          rows={2}
        />
        <Fold
          title="As-tu besoin d’un aménagement ? (seulement si tu veux)"
          open={form.besoins !== '' || errorOf(errors, 'besoins') !== undefined}
        >
          <p class="hint">
            Un traitement, un fauteuil, des pauses… Rien ne t’oblige à le dire. Ce que tu écris ici ne va ni dans les
            e-mails ni dans les listes, et ton établissement ne le lit pas.
          </p>
          <div data-keep="no">
            <TextArea name="besoins" label="Ce dont tu as besoin" value={form.besoins} rows={3} />
            <Radios
              name="dire"
              legend="Quand le lieu d’accueil peut-il le lire ?"
              value={form.dire === 'now' ? 'now' : 'accepted'}
              choices={[
                { value: 'accepted', label: 'Seulement s’il m’accepte' },
                { value: 'now', label: 'Dès maintenant' },
              ]}
            />
          </div>
        </Fold>
        {anonymous && (
          <p class="soft">
            Le lieu d’accueil verra ta classe et ton texte, pas ton nom : il ne l’apprend que s’il te répond oui.
          </p>
        )}
        <Actions>
          <Button>Relire ma candidature</Button>
        </Actions>
      </Form>
    </ColumnPage>
  )
}

/** The weeks to choose from; for a seat that is for all of them together, only what they are. */
function Weeks({ offer, open, chosen }: { offer: Offer; open: readonly OpenWeek[]; chosen: readonly string[] }) {
  const only = offer.span === 'all' || open.length === 1
  if (only)
    return (
      <div class="field">
        {open.map(({ week }) => (
          <input key={week} type="hidden" name="semaines" value={week} />
        ))}
        <p>
          <b>{open.length > 1 ? 'Tes semaines' : 'Ta semaine'}</b>
        </p>
        <ul>
          {open.map((each) => (
            <li key={each.week}>
              {capital(weekWords(each.week))}, {seatsLeft(each)}
            </li>
          ))}
        </ul>
      </div>
    )
  return (
    <Checkboxes
      name="semaines"
      legend="Pour quelles semaines ?"
      hint="Une seule suffit : tu peux faire l’autre ailleurs."
      values={chosen}
      choices={open.map((each) => ({ value: each.week, label: capital(weekWords(each.week)), hint: seatsLeft(each) }))}
    />
  )
}

const seatsLeft = ({ free }: OpenWeek): string =>
  free === 0
    ? 'complet pour l’instant : tu serais sur la liste d’attente'
    : countWords(free, 'place libre', 'places libres')
