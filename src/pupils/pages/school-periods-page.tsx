import { addressOf } from '#/addresses.ts'
import {
  Button,
  Checkboxes,
  DeskPage,
  ErrorSummary,
  type FieldError,
  Form,
  Notice,
  Title,
  weeksWords,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { levels } from '#/rules/index.ts'
import type { School } from '#/territory/index.ts'
import type { PeriodForm } from '../class-forms.ts'
import type { Period } from '../period.ts'
import type { SchoolClass } from '../school-class.ts'
import { PeriodFields } from './periods-page.tsx'

/** The same weeks for several classes at once. */
export function SchoolPeriodsPage({
  account,
  territoryId,
  school,
  classes,
  periods,
  chosen,
  form,
  errors = [],
  isDone,
}: {
  account: Account
  territoryId: string
  school: School
  classes: readonly SchoolClass[]
  periods: ReadonlyMap<string, readonly Period[]>
  /** Ids of the classes that are ticked. */
  chosen: readonly string[]
  form: PeriodForm
  errors?: readonly FieldError[]
  isDone: boolean
}) {
  const at = { territory: territoryId, school: school.uai }
  return (
    <DeskPage
      title={`Semaines de stage, ${school.name}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={school.name}
      notice={isDone ? <Notice kind="success" title="Les semaines sont ajoutées à ces classes" /> : null}
    >
      <Title
        eyebrow={<a href={addressOf('school', at)}>{school.name}</a>}
        lead="Une période par type de stage, pour toutes les classes que vous cochez. Chaque classe peut ensuite avoir les siennes."
      >
        Choisir les semaines de plusieurs classes
      </Title>
      <ErrorSummary errors={errors} />
      <Form errors={errors} method="post" action={addressOf('schoolPeriods', at)} noValidate>
        <Checkboxes
          name="classes"
          legend="Classes"
          compact
          values={chosen}
          choices={classes.map(({ id, name, level }) => ({
            value: id,
            label: `${name} (${levels[level]})`,
            hint: (periods.get(id) ?? []).map(({ weeks }) => weeksWords(weeks)).join(' ; ') || 'semaines à choisir',
          }))}
        />
        <PeriodFields form={form} />
        <Button>Ajouter ces semaines</Button>
      </Form>
    </DeskPage>
  )
}
