import { addressOf } from '#/addresses.ts'
import { type Agreement, objectiveWords } from '#/agreements/index.ts'
import {
  Actions,
  Button,
  DeskPage,
  daysWords,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Radios,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'

export interface RenewForm {
  readonly du: string
  readonly au: string
  readonly atteint: string
}

/** Renews a PMSMP: everything it said stays, only the days are new. */
export function ImmersionRenewPage({
  account,
  agreement,
  form,
  errors,
}: {
  readonly account: Account
  readonly agreement: Agreement
  readonly form: RenewForm
  readonly errors: readonly FieldError[]
}) {
  const { content, firstDay, lastDay, id } = agreement
  const days = daysWords(Temporal.PlainDate.from(firstDay), Temporal.PlainDate.from(lastDay))
  return (
    <DeskPage title="Renouveler l’immersion" entries={entriesOf(account, 'immersions')} signed={account}>
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={
          <a href={addressOf('agreement', { agreement: id })}>
            {content.pupil.firstName} {content.pupil.lastName}, {days}
          </a>
        }
        lead={`Même structure (${content.hosts[0].name}), mêmes tâches, mêmes horaires : seules les dates changent. Une seule fois, un mois au plus.`}
      >
        Renouveler l’immersion
      </Title>
      <Form
        errors={errors}
        class="form"
        method="post"
        action={addressOf('immersionRenew', { agreement: id })}
        noValidate
      >
        <Radios
          name="atteint"
          legend={`L’objectif est-il atteint ?${content.objective ? ` (${objectiveWords[content.objective]})` : ''}`}
          choices={[
            { value: 'non', label: 'Non, pas encore' },
            { value: 'oui', label: 'Oui', hint: 'L’immersion ne se renouvelle pas : proposez une suite.' },
          ]}
          value={form.atteint === '' ? undefined : form.atteint}
        />
        <div class="two-fields">
          <TextField type="date" name="du" label="Premier jour" value={form.du} />
          <TextField type="date" name="au" label="Dernier jour" value={form.au} />
        </div>
        <Actions>
          <Button>Préparer le renouvellement</Button>
          <LinkButton href={addressOf('agreement', { agreement: id })} look="quiet">
            Ne pas renouveler
          </LinkButton>
        </Actions>
      </Form>
    </DeskPage>
  )
}
