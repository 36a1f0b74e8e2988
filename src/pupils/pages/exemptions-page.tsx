import { addressOf } from '#/addresses.ts'
import {
  Button,
  capital,
  DeskPage,
  dayWords,
  duringWords,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  PostButton,
  Radios,
  SelectField,
  Table,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { ExemptionForm } from '../exempt-pupil.ts'
import { type Exemption, type ExemptionReason, exemptionReasons } from '../exemption.ts'
import type { Period } from '../period.ts'
import type { Pupil } from '../pupil.ts'
import type { SchoolClass } from '../school-class.ts'

/** Who of a class need not find a place, for which weeks and why. */
export function ExemptionsPage({
  account,
  of,
  pupils,
  periods,
  exemptions,
  form,
  errors = [],
}: {
  account: Account
  of: SchoolClass
  pupils: readonly Pupil[]
  periods: readonly Period[]
  exemptions: readonly Exemption[]
  form: ExemptionForm
  errors?: readonly FieldError[]
}) {
  const action = addressOf('classExemptions', { class: of.id })
  const [pupilOf, periodOf] = [
    new Map(pupils.map((each) => [each.id, each])),
    new Map(periods.map((each) => [each.id, each])),
  ]
  const nameOf = ({ pupilId }: Exemption): string => {
    const pupil = pupilOf.get(pupilId)
    return pupil ? `${pupil.lastName} ${pupil.firstName}` : ''
  }
  return (
    <DeskPage title={`Dispenses, ${of.name}`} entries={entriesOf(account, 'classes')} signed={account}>
      <Title
        eyebrow={<a href={addressOf('classRoll', { class: of.id })}>{of.name}</a>}
        lead="Un élève dispensé n’est plus compté parmi ceux qui cherchent. La dispense se retire à tout moment."
      >
        Dispenses de stage
      </Title>
      <ErrorSummary errors={errors} />
      <Table
        caption="Dispenses en cours"
        captionHidden
        rows={exemptions}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', label: 'Élève', header: true, cell: nameOf },
          { key: 'period', label: 'Période', cell: ({ periodId }) => periodOf.get(periodId)?.name ?? 'retirée depuis' },
          {
            key: 'reason',
            label: 'Motif',
            cell: ({ reason, words }) => [exemptionReasons[reason], words].filter(Boolean).join(' : '),
          },
          {
            key: 'since',
            label: 'Depuis le',
            cell: ({ since }) =>
              dayWords(since.toZonedDateTimeISO('Europe/Paris').toPlainDate(), { year: true, weekday: false }),
          },
          {
            key: 'end',
            label: 'Action',
            cell: (each) => (
              <PostButton look="plain" small action={action} fields={{ retirer: each.id }}>
                Retirer<span class="unseen"> la dispense de {nameOf(each)}</span>
              </PostButton>
            ),
          },
        ]}
        empty={
          <EmptyState title="Personne n’est dispensé">
            <p>Séjour à l’étranger, apprentissage, santé : dites-le ici, et l’élève n’est plus relancé.</p>
          </EmptyState>
        }
      />
      {periods.length > 0 && pupils.length > 0 && (
        <>
          <h2>Dispenser un élève</h2>
          <Form errors={errors} method="post" action={action} noValidate>
            <SelectField
              name="eleve"
              label="Élève"
              value={form.eleve}
              choices={[
                { value: '', label: '–' },
                ...pupils.map(({ id, lastName, firstName }) => ({ value: id, label: `${lastName} ${firstName}` })),
              ]}
            />
            <SelectField
              name="periode"
              label="Période"
              value={form.periode === '' ? (periods[0]?.id ?? '') : form.periode}
              choices={periods.map(({ id, name, weeks }) => ({ value: id, label: `${name} (${duringWords(weeks)})` }))}
            />
            <Radios
              name="motif"
              legend="Motif"
              hint="Pour une raison de santé ou de famille, rien de plus n’est demandé ni gardé."
              value={form.motif === '' ? undefined : form.motif}
              choices={reasons.map((value) => ({ value, label: capital(exemptionReasons[value]) }))}
            />
            <TextField
              name="mots"
              label="Précision, facultative"
              hint="Par exemple le pays du séjour. Rien sur la santé ni la famille."
              value={form.mots}
            />
            <Button>Dispenser cet élève</Button>
          </Form>
        </>
      )}
      {periods.length === 0 && (
        <p>
          Choisissez d’abord{' '}
          <a href={addressOf('classPeriods', { class: of.id })}>les semaines de stage de la classe</a>.
        </p>
      )}
    </DeskPage>
  )
}

const reasons = Object.keys(exemptionReasons) as ExemptionReason[]
