import { addressOf } from '#/addresses.ts'
import {
  Actions,
  countWords,
  DeskPage,
  dayWords,
  duringWords,
  EmptyState,
  LinkButton,
  Notice,
  PostButton,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { schemes } from '#/rules/index.ts'
import type { Period } from '../period.ts'
import { fullName, type Pupil } from '../pupil.ts'
import type { SchoolClass } from '../school-class.ts'

export interface ClassView {
  readonly of: SchoolClass
  readonly schoolName: string
  readonly pupils: readonly Pupil[]
  readonly periods: readonly Period[]
  /** Names of the pupils' communes, by code. */
  readonly communes: ReadonlyMap<string, string>
  /** Pupils who need not find a place for one of the class's periods. */
  readonly exempt: ReadonlySet<string>
  /** Whether this person may enter pupils and weeks, and print codes. */
  readonly mayArrange: boolean
  /** Whether this person may open the school's page. */
  readonly maySeeSchool: boolean
}

export type ClassNotice = 'added' | 'changed' | 'left' | 'returned' | undefined

/** A class: who is in it, who can come in, which weeks it has to fill. */
export function ClassPage({
  account,
  view,
  notice,
  about,
}: {
  account: Account
  view: ClassView
  notice: ClassNotice
  about: Pupil | undefined
}) {
  const { of, schoolName, pupils, periods, communes, exempt, mayArrange, maySeeSchool } = view
  const shut = pupils.filter((pupil) => !canSignIn(pupil)).length
  const toClass = { class: of.id }
  return (
    <DeskPage
      title={`${of.name}, ${schoolName}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={schoolName}
      notice={<Done notice={notice} pupil={about} />}
    >
      <Title
        eyebrow={
          maySeeSchool ? (
            <a href={addressOf('school', { territory: of.territoryId, school: of.school })}>{schoolName}</a>
          ) : (
            schoolName
          )
        }
        lead={
          periods.length === 0
            ? 'Les semaines de stage de cette classe ne sont pas encore choisies.'
            : periods.map((period) => `${sayPeriod(period)} : ${duringWords(period.weeks)}.`).join(' ')
        }
      >
        {of.name} : {countWords(pupils.length, 'élève')}
        {shut > 0 && `, ${shut} sans moyen d’entrer`}
      </Title>
      <p>
        <a href={addressOf('class', toClass)}>Où en est la classe</a>
      </p>
      {mayArrange && (
        <Actions>
          {pupils.length > 0 ? (
            <LinkButton href={addressOf('classCodes', toClass)}>Imprimer les codes</LinkButton>
          ) : (
            <LinkButton href={addressOf('pupilNew', toClass)}>Inscrire un élève</LinkButton>
          )}
          {pupils.length > 0 && (
            <LinkButton look="plain" href={addressOf('pupilNew', toClass)}>
              Inscrire un élève
            </LinkButton>
          )}
          <LinkButton look="plain" href={addressOf('classPeriods', toClass)}>
            Choisir les semaines
          </LinkButton>
          <LinkButton look="plain" href={addressOf('classExemptions', toClass)}>
            Dispenses
          </LinkButton>
          <LinkButton look="plain" href={addressOf('classReferents', toClass)}>
            Référents
          </LinkButton>
        </Actions>
      )}
      <Table
        caption="Élèves"
        captionHidden
        rows={pupils}
        keyOf={({ id }) => id}
        {...(mayArrange ? { hrefOf: ({ id }: Pupil) => addressOf('pupilEdit', { pupil: id }) } : {})}
        columns={[
          {
            key: 'name',
            label: 'Élève',
            header: true,
            cell: ({ lastName, firstName }) => <span class="whole">{`${lastName} ${firstName}`}</span>,
          },
          {
            key: 'birth',
            label: 'Né le',
            cell: ({ birthDate }) => (
              <span class="whole">{dayWords(Temporal.PlainDate.from(birthDate), { year: true, weekday: false })}</span>
            ),
          },
          { key: 'home', label: 'Domicile', cell: (pupil) => sayHome(pupil, communes) },
          ...(exempt.size > 0
            ? [
                {
                  key: 'exempt',
                  label: 'Dispense',
                  cell: ({ id }: Pupil) => (exempt.has(id) ? <Tag tone="wait">dispensé</Tag> : ''),
                },
              ]
            : []),
          { key: 'entry', label: 'Entre avec', cell: sayEntry },
        ]}
        empty={
          <EmptyState title="Cette classe attend ses élèves">
            <p>Inscrivez-les un par un : un nom, une date de naissance, et la commune si vous la connaissez.</p>
          </EmptyState>
        }
      />
    </DeskPage>
  )
}

/** The scheme only where the name does not say it already. */
function sayPeriod({ name, scheme }: Period): string {
  const plain = (words: string) => words.toLocaleLowerCase('fr').replace(/ (de|en) /g, ' ')
  const kind = schemes[scheme].name
  return plain(name).includes(plain(kind)) ? name : `${name} (${kind})`
}

const canSignIn = ({ email, hasCode }: Pupil): boolean => email !== undefined || hasCode

function sayEntry(pupil: Pupil) {
  const { email, hasCode, accountId } = pupil
  const ways = [email !== undefined && 'adresse électronique', hasCode && 'code imprimé'].filter(Boolean).join(', ')
  if (!canSignIn(pupil)) return <Tag tone="need">rien : code à imprimer</Tag>
  return (
    <>
      {ways} {accountId !== undefined && <Tag tone="ok">venu</Tag>}
    </>
  )
}

const sayHome = ({ home, commune }: Pupil, communes: ReadonlyMap<string, string>): string =>
  [
    commune === undefined ? undefined : (communes.get(commune) ?? commune),
    home === undefined
      ? 'non dit : les trajets partent de l’école'
      : home.precision === 'address'
        ? 'adresse connue'
        : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(', ')

function Done({ notice, pupil }: { notice: ClassNotice; pupil: Pupil | undefined }) {
  if (!notice || !pupil) return null
  const name = fullName(pupil)
  switch (notice) {
    case 'added':
      return <Notice kind="success" title={`${name} est dans la classe`} />
    case 'changed':
      return <Notice kind="success" title={`Le dossier de ${name} est à jour`} />
    case 'left':
      return (
        <Notice
          kind="success"
          title={`${name} ne fait plus partie de la classe`}
          action={
            <PostButton
              look="plain"
              small
              action={addressOf('pupilLeaving', { pupil: pupil.id })}
              fields={{ retour: '1' }}
            >
              Annuler
            </PostButton>
          }
        />
      )
    case 'returned':
      return <Notice kind="success" title={`${name} est de retour dans la classe`} />
    default:
      return notice satisfies never
  }
}
