import { addressOf } from '#/addresses.ts'
import {
  Button,
  ColumnPage,
  capital,
  type DeskEntry,
  dayWords,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Notice,
  type Signed,
  TextArea,
  Title,
} from '#/design/index.ts'
import type { JournalLine } from '../pupil-writings.ts'

/** Signs at most of a day. */
export const mostOfDay = 600

/** A line a day, the pupil's own. */
export function JournalPage({
  signed,
  entries,
  agreementId,
  about,
  lines,
  today,
  errors = [],
  saved,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly agreementId: string
  readonly about: string
  /** The days up to today, the latest first. */
  readonly lines: readonly JournalLine[]
  readonly today: string
  readonly errors?: readonly FieldError[]
  readonly saved: boolean
}) {
  const to = { agreement: agreementId }
  return (
    <ColumnPage
      title="Mon journal de stage"
      signed={signed}
      entries={entries}
      notice={saved && <Notice kind="success" title="C’est enregistré" />}
    >
      <ErrorSummary errors={errors} voice="tu" />
      <Title
        eyebrow={about}
        lead="Une ligne par jour suffit. Ton journal reste à toi ; ton rapport le reprend à la fin."
      >
        Mon journal de stage
      </Title>
      {lines.length === 0 ? (
        <EmptyState
          title="Ton journal s’ouvre le premier jour"
          action={
            <LinkButton href={addressOf('placement', to)} look="plain">
              Préparer mon stage
            </LinkButton>
          }
        />
      ) : (
        <Form errors={errors} class="form" method="post" action={addressOf('placementJournal', to)} noValidate>
          {lines.map(({ day, body }) => (
            <TextArea
              key={day}
              name={`jour-${day}`}
              label={day === today ? 'Aujourd’hui' : capital(dayWords(Temporal.PlainDate.from(day)))}
              {...(day === today ? { hint: 'Ce que tu as vu, fait, ou compris.' } : {})}
              rows={2}
              value={body}
            />
          ))}
          <Button>Enregistrer</Button>
        </Form>
      )}
      <p>
        <a href={addressOf('placementReport', to)}>Mon rapport</a>
      </p>
    </ColumnPage>
  )
}
