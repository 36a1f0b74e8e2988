import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  countWords,
  DeskPage,
  dayWords,
  EmptyState,
  ErrorSummary,
  fieldId,
  LinkButton,
  Notice,
  PostButton,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { type ClassTeacher, mostFollowed, type Pupil, type ReferentChange, type SchoolClass } from '#/pupils/index.ts'
import type { PlacementSite } from '../placement-sites.ts'

export interface FollowedRow {
  readonly pupil: Pupil
  /** The day of birth, where another of the class has the same name. */
  readonly born: string | undefined
  readonly site: PlacementSite | undefined
  /** Whom the page shows as chosen: who follows already, else the proposal. */
  readonly accountId: string | undefined
  readonly isProposed: boolean
}

/** A pupil's field in the form. */
export const referentField = (pupilId: string): string => `referent-${pupilId}`

/** Who follows whom through the placement: a proposal that a person accepts or changes. */
export function ReferentsPage({
  account,
  of,
  rows,
  teachers,
  mayChoose,
  former,
  last,
  timeZone,
  tooMany = [],
}: {
  account: Account
  of: SchoolClass
  rows: readonly FollowedRow[]
  teachers: readonly ClassTeacher[]
  mayChoose: boolean
  /** Who followed those for whom it was just changed, '' for nobody; undefined: nothing was just chosen. */
  former: ReadonlyMap<string, string> | undefined
  /** What somebody chose some days ago, and may still take back. */
  last: ReferentChange | undefined
  timeZone: string
  tooMany?: readonly { readonly name: string; readonly count: number }[]
}) {
  const proposed = rows.filter(({ isProposed }) => isProposed).length
  const alone = rows.filter(({ accountId }) => accountId === undefined).length
  const names = new Map(teachers.map(({ accountId, name }) => [accountId, name]))
  const [first] = rows
  // Whom nobody follows first, then teacher by teacher.
  const rank = ({ accountId }: FollowedRow) => teachers.findIndex((each) => each.accountId === accountId)
  return (
    <DeskPage
      title={`Référents, ${of.name}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      notice={former && <Chosen former={former} classId={of.id} />}
    >
      <Title
        eyebrow={<a href={addressOf('classRoll', { class: of.id })}>{of.name}</a>}
        lead={leadOf(proposed, alone, teachers.length, mayChoose)}
      >
        Qui suit qui pendant le stage
      </Title>
      <ErrorSummary
        errors={tooMany.map(({ name, count }) => ({
          name: first ? referentField(first.pupil.id) : '',
          message: `${name} suivrait ${count} élèves : ${mostFollowed} au plus. Confiez-en à quelqu’un d’autre.`,
        }))}
      />
      {last && (
        <p class="soft">
          Dernier changement {dayWords(last.at.toZonedDateTimeISO(timeZone).toPlainDate())}
          {last.byName === undefined ? '' : `, par ${last.byName}`}, pour {countWords(last.former.size, 'élève')}.{' '}
          <BackButton former={last.former} classId={of.id} />
        </p>
      )}
      {teachers.length === 0 ? (
        <EmptyState
          title="Aucun enseignant n’est encore lié à cette classe"
          action={
            mayChoose ? (
              <LinkButton href={addressOf('schoolPeople', { territory: of.territoryId, school: of.school })}>
                Inviter des enseignants
              </LinkButton>
            ) : undefined
          }
        >
          <p>Les référents se choisissent parmi ceux qui enseignent dans la classe.</p>
        </EmptyState>
      ) : (
        <form method="post" action={addressOf('classReferents', { class: of.id })}>
          {mayChoose && (
            <>
              <Loads rows={rows} teachers={teachers} />
              <Actions>
                {rows.length > 0 && (
                  <Button>{proposed > 0 ? 'Accepter ces référents' : 'Enregistrer les référents'}</Button>
                )}
                {alone > 0 && (
                  <LinkButton
                    look="plain"
                    href={addressOf('schoolPeople', { territory: of.territoryId, school: of.school })}
                  >
                    Lier un enseignant
                  </LinkButton>
                )}
              </Actions>
            </>
          )}
          <Table
            caption="Élèves et leur référent"
            captionHidden
            rows={rows.toSorted((a, b) => rank(a) - rank(b))}
            keyOf={({ pupil }) => pupil.id}
            columns={[
              {
                key: 'name',
                label: 'Élève',
                header: true,
                cell: ({ pupil, born }) => (
                  <span class="whole">
                    {`${pupil.lastName} ${pupil.firstName}${born === undefined ? '' : ` (${born})`}`}
                  </span>
                ),
              },
              {
                key: 'site',
                label: 'Stage',
                cell: ({ site }) => (site ? [site.host, site.city].filter(Boolean).join(', ') : ''),
              },
              {
                key: 'referent',
                label: 'Référent',
                cell: ({ pupil, accountId, isProposed }) =>
                  mayChoose ? (
                    <span class="referent">
                      <select
                        class="input"
                        id={fieldId(referentField(pupil.id))}
                        name={referentField(pupil.id)}
                        aria-label={`Référent de ${pupil.firstName} ${pupil.lastName}`}
                      >
                        <option value="">Personne</option>
                        {teachers.map((each) => (
                          <option key={each.accountId} value={each.accountId} selected={each.accountId === accountId}>
                            {each.name}
                          </option>
                        ))}
                      </select>
                      {isProposed && <Tag tone="wait">proposé</Tag>}
                      {accountId === undefined && <Tag tone="need">à choisir</Tag>}
                    </span>
                  ) : isProposed || accountId === undefined ? (
                    'à choisir'
                  ) : (
                    (names.get(accountId) ?? '')
                  ),
              },
            ]}
            empty={<EmptyState title="Cette classe attend ses élèves" />}
          />
        </form>
      )}
    </DeskPage>
  )
}

/** How many each would follow, of how many at most. */
const Loads = ({
  rows,
  teachers,
}: {
  readonly rows: readonly FollowedRow[]
  readonly teachers: readonly ClassTeacher[]
}) => (
  <ul class="names">
    {teachers.map(({ accountId, name, load }) => {
      const here = rows.filter((row) => row.accountId === accountId).length
      return (
        <li key={accountId}>
          {name} : {here + load} sur {mostFollowed}
          {load > 0 && <span class="soft"> (dont {load} d’autres classes)</span>}
        </li>
      )
    })}
  </ul>
)

/** What was just done, and the way back. */
const Chosen = ({ former, classId }: { readonly former: ReadonlyMap<string, string>; readonly classId: string }) => (
  <Notice kind="success" title={former.size > 0 ? 'Les référents sont choisis' : 'Ces référents étaient déjà choisis'}>
    {former.size > 0 && <BackButton former={former} classId={classId} />}
  </Notice>
)

const BackButton = ({
  former,
  classId,
}: {
  readonly former: ReadonlyMap<string, string>
  readonly classId: string
}) => (
  <PostButton
    action={addressOf('classReferents', { class: classId })}
    fields={Object.fromEntries([...former].map(([id, account]) => [referentField(id), account]))}
    look="quiet"
    small
  >
    Revenir aux référents d’avant
  </PostButton>
)

function leadOf(proposed: number, alone: number, teachers: number, mayChoose: boolean): string {
  if (teachers === 0) return ''
  if (!mayChoose) return 'La direction ou le secrétariat choisit les référents.'
  const lack =
    alone > 0
      ? ` ${countWords(alone, 'élève')} ${alone > 1 ? 'n’ont' : 'n’a'} personne : chaque enseignant lié à la classe en suit déjà ${mostFollowed}. Liez-en un de plus.`
      : ''
  return proposed > 0
    ? `Proposition : ${mostFollowed} élèves au plus chacun, et les stages proches confiés au même enseignant. Changez ce que vous voulez.${lack}`
    : `Chaque référent reçoit les nouvelles du stage de ses élèves.${lack}`
}
