import { addressOf } from '#/addresses.ts'
import {
  Button,
  DeskPage,
  duringWords,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  PostButton,
  SelectField,
  Table,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { schemeIds, schemes } from '#/rules/index.ts'
import type { PeriodForm } from '../class-forms.ts'
import type { Period } from '../period.ts'
import type { SchoolClass } from '../school-class.ts'

/** The weeks that a class has to fill: those chosen, and one more. */
export function PeriodsPage({
  account,
  of,
  periods,
  form,
  errors = [],
}: {
  account: Account
  of: SchoolClass
  periods: readonly Period[]
  form: PeriodForm
  errors?: readonly FieldError[]
}) {
  const action = addressOf('classPeriods', { class: of.id })
  return (
    <DeskPage title={`Semaines de stage, ${of.name}`} entries={entriesOf(account, 'classes')} signed={account}>
      <Title
        eyebrow={<a href={addressOf('classRoll', { class: of.id })}>{of.name}</a>}
        lead="Les élèves cherchent une place pour ces semaines-là."
      >
        Semaines de stage
      </Title>
      <ErrorSummary errors={errors} />
      <Table
        caption="Semaines choisies"
        rows={periods}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', label: 'Nom', header: true, cell: ({ name }) => name },
          { key: 'scheme', label: 'Type de stage', cell: ({ scheme }) => schemes[scheme].name },
          { key: 'weeks', label: 'Dates', cell: ({ weeks }) => duringWords(weeks) },
          {
            key: 'remove',
            label: 'Action',
            cell: ({ id, name }) => (
              <PostButton look="plain" small action={action} fields={{ retirer: id }}>
                Retirer<span class="unseen"> {name}</span>
              </PostButton>
            ),
          },
        ]}
        empty={
          <EmptyState title="Aucune semaine choisie">
            <p>Choisissez-en ci-dessous : la recherche de la classe s’ouvre aussitôt.</p>
          </EmptyState>
        }
      />
      <h2>Ajouter des semaines</h2>
      <Form errors={errors} method="post" action={action} noValidate>
        <input type="hidden" name="cle" value={form.cle} />
        <PeriodFields form={form} />
        <Button>Ajouter ces semaines</Button>
      </Form>
    </DeskPage>
  )
}

/** What a period is asked by: its name, scheme, first day and length. */
export function PeriodFields({ form }: { form: PeriodForm }) {
  return (
    <>
      <TextField name="nom" label="Nom" hint="Par exemple Stage de juin." value={form.nom} width="middle" />
      <SelectField
        name="dispositif"
        label="Type de stage"
        value={form.dispositif}
        choices={schemeIds.map((value) => ({ value, label: schemes[value].name }))}
      />
      <TextField name="debut" type="date" label="Un jour de la première semaine" value={form.debut} width="middle" />
      <TextField
        name="semaines"
        type="number"
        label="Nombre de semaines de suite"
        hint="Pour des semaines séparées, ajoutez-les l’une après l’autre."
        value={form.semaines}
        width="short"
      />
    </>
  )
}
