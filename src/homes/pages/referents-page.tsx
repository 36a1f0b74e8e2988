import { addressOf } from '#/addresses.ts'
import {
  Button,
  countWords,
  DeskPage,
  EmptyState,
  ErrorSummary,
  fieldId,
  LinkButton,
  Notice,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { type ClassTeacher, mostFollowed, type Pupil, type SchoolClass } from '#/pupils/index.ts'
import type { PlacementSite } from '../placement-sites.ts'

export interface FollowedRow {
  readonly pupil: Pupil
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
  isDone,
  tooMany = [],
}: {
  account: Account
  of: SchoolClass
  rows: readonly FollowedRow[]
  teachers: readonly ClassTeacher[]
  mayChoose: boolean
  isDone: boolean
  tooMany?: readonly { readonly name: string; readonly count: number }[]
}) {
  const proposed = rows.filter(({ isProposed }) => isProposed).length
  const alone = rows.filter(({ accountId }) => accountId === undefined).length
  const names = new Map(teachers.map(({ accountId, name }) => [accountId, name]))
  const [first] = rows
  return (
    <DeskPage
      title={`Référents, ${of.name}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      notice={isDone ? <Notice kind="success" title="Les référents sont choisis" /> : null}
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
          <Table
            caption="Élèves et leur référent"
            captionHidden
            rows={rows}
            keyOf={({ pupil }) => pupil.id}
            columns={[
              {
                key: 'name',
                label: 'Élève',
                header: true,
                cell: ({ pupil }) => `${pupil.lastName} ${pupil.firstName}`,
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
                    <>
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
                      </select>{' '}
                      {isProposed && <Tag tone="wait">proposé</Tag>}
                    </>
                  ) : isProposed || accountId === undefined ? (
                    'à choisir'
                  ) : (
                    (names.get(accountId) ?? '')
                  ),
              },
            ]}
            empty={<EmptyState title="Cette classe attend ses élèves" />}
          />
          {mayChoose && rows.length > 0 && (
            <Button>{proposed > 0 ? 'Accepter ces référents' : 'Enregistrer les référents'}</Button>
          )}
        </form>
      )}
    </DeskPage>
  )
}

function leadOf(proposed: number, alone: number, teachers: number, mayChoose: boolean): string {
  if (teachers === 0) return ''
  if (!mayChoose) return 'La direction ou le secrétariat choisit les référents.'
  const lack = alone > 0 ? ` ${countWords(alone, 'élève')} sans référent : ${mostFollowed} au plus par enseignant.` : ''
  return proposed > 0
    ? `Proposition : ${mostFollowed} élèves au plus chacun, et les stages proches confiés au même enseignant. Changez ce que vous voulez.${lack}`
    : `Chaque référent reçoit les nouvelles du stage de ses élèves.${lack}`
}
