import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  countWords,
  DeskPage,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  plural,
  SelectField,
  Table,
  TextField,
  Title,
  weeksWords,
} from '#/design/index.ts'
import { type Account, entriesOf, holds } from '#/identity/index.ts'
import { type Level, levels } from '#/rules/index.ts'
import type { School } from '#/territory/index.ts'
import { type ClassCounts, noPupils } from '../class-counts.ts'
import type { ClassForm } from '../class-forms.ts'
import type { Period } from '../period.ts'
import { type SchoolClass, schoolYearWords } from '../school-class.ts'

export interface SchoolView {
  readonly territoryId: string
  readonly school: School
  readonly schoolYear: number
  readonly classes: readonly SchoolClass[]
  readonly counts: ReadonlyMap<string, ClassCounts>
  readonly periods: ReadonlyMap<string, readonly Period[]>
  /** Whether this person may add a class. */
  readonly mayArrange: boolean
}

interface Props {
  readonly account: Account
  readonly view: SchoolView
  readonly form: ClassForm
  readonly errors?: readonly FieldError[]
}

/** A school's classes side by side. */
export function SchoolPage({ account, view, form, errors = [] }: Props) {
  const { territoryId, school, schoolYear, classes, counts, periods, mayArrange } = view
  const at = { territory: territoryId, school: school.uai }
  const of = ({ id }: SchoolClass): ClassCounts => counts.get(id) ?? noPupils
  const sum = (figure: keyof ClassCounts): number => classes.reduce((total, each) => total + of(each)[figure], 0)
  const [pupils, shut] = [sum('pupils'), sum('pupils') - sum('canSignIn')]
  return (
    <DeskPage
      title={`Classes de ${school.name}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={school.name}
    >
      <Title
        eyebrow={
          <>
            <a href={addressOf('school', at)}>{school.name}</a>, année {schoolYearWords(schoolYear)}
          </>
        }
        lead={leadOf(classes.length, pupils, shut)}
      >
        {countWords(classes.length, 'classe')}, {countWords(pupils, 'élève')}
      </Title>
      <ErrorSummary errors={errors} />
      {mayArrange && (
        <Actions>
          <LinkButton look={classes.length === 0 ? 'main' : 'plain'} small href={addressOf('schoolLists', at)}>
            {classes.length === 0 ? 'Importer les listes d’élèves' : 'Mettre les listes à jour'}
          </LinkButton>
          {classes.length > 0 && (
            <LinkButton look="plain" small href={addressOf('schoolPeriods', at)}>
              Choisir les semaines
            </LinkButton>
          )}
          <LinkButton
            look="plain"
            small
            href={addressOf('reviewQueue', { territory: territoryId, school: school.uai })}
          >
            Conventions à signer
          </LinkButton>
          {holds(account, ['head', 'secretary']) && (
            <LinkButton look="plain" small href={addressOf('schoolArchive', at)}>
              Données et archives
            </LinkButton>
          )}
        </Actions>
      )}
      <Table
        caption="Classes"
        captionHidden
        rows={classes}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('class', { class: id })}
        columns={[
          { key: 'name', label: 'Classe', header: true, cell: ({ name }) => name },
          { key: 'level', label: 'Niveau', cell: ({ level }) => levels[level] },
          { key: 'pupils', label: 'Élèves', numeric: true, cell: (each) => of(each).pupils },
          {
            key: 'open',
            label: 'Peuvent entrer',
            numeric: true,
            cell: (each) => of(each).canSignIn,
          },
          { key: 'signed', label: 'Sont venus', numeric: true, cell: (each) => of(each).signedIn },
          { key: 'home', label: 'Domicile connu', numeric: true, cell: (each) => of(each).withHome },
          { key: 'weeks', label: 'Semaines de stage', cell: ({ id }) => sayPeriods(periods.get(id) ?? []) },
        ]}
        foot={{
          name: 'Ensemble',
          pupils,
          open: sum('canSignIn'),
          signed: sum('signedIn'),
          home: sum('withHome'),
        }}
        empty={
          <EmptyState title="Aucune classe cette année">
            <p>
              {mayArrange
                ? 'Importez vos listes, ou ajoutez une première classe ci-dessous, puis ses élèves et ses semaines de stage.'
                : 'Le secrétariat ou la direction ajoute les classes et leurs élèves.'}
            </p>
          </EmptyState>
        }
      />
      {mayArrange && (
        <>
          <h2>Ajouter une classe</h2>
          <Form errors={errors} method="post" action={addressOf('schoolClasses', at)} noValidate>
            <input type="hidden" name="cle" value={form.cle} />
            <TextField name="nom" label="Nom de la classe" hint="Par exemple 2de A." value={form.nom} width="middle" />
            <SelectField name="niveau" label="Niveau" value={form.niveau} choices={levelChoices} />
            <Button look="plain">Ajouter la classe</Button>
          </Form>
          <p>
            <LinkButton look="quiet" href={addressOf('schoolGroups', at)}>
              Groupes
            </LinkButton>
            <LinkButton look="quiet" href={addressOf('schoolAbsences', at)}>
              Absences en stage
            </LinkButton>
            <LinkButton look="quiet" href={addressOf('papers', at)}>
              Compter les conventions signées sur papier
            </LinkButton>
            <LinkButton look="quiet" href={addressOf('schoolDocuments', at)}>
              Annexe et logo des conventions
            </LinkButton>
            <LinkButton look="quiet" href={addressOf('schoolPeople', at)}>
              Gérer les personnes de l’établissement
            </LinkButton>
          </p>
        </>
      )}
    </DeskPage>
  )
}

export const levelChoices = (Object.keys(levels) as Level[]).map((value) => ({ value, label: levels[value] }))

const sayPeriods = (periods: readonly Period[]) =>
  periods.length === 0 ? 'à choisir' : periods.map(({ weeks }) => weeksWords(weeks)).join(' ; ')

function leadOf(classes: number, pupils: number, shut: number): string {
  if (classes === 0) return 'Tout commence par une classe.'
  if (pupils === 0) return 'Ouvrez une classe pour inscrire ses élèves.'
  if (shut === 0) return 'Chaque élève a de quoi entrer : une adresse électronique ou un code imprimé.'
  return `${countWords(shut, 'élève')} ${plural(shut, 'n’a', 'n’ont')} encore ni adresse électronique ni code : ouvrez ${plural(shut, 'sa classe', 'les classes')} pour imprimer les codes.`
}
