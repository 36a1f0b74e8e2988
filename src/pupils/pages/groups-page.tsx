import { addressOf } from '#/addresses.ts'
import { countWords, DeskPage, EmptyState, Table, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { School } from '#/territory/index.ts'
import type { GroupMember, PupilGroup } from '../groups.ts'

/** The groups of a school, and who is in the one that is open. */
export function GroupsPage({
  account,
  territoryId,
  school,
  groups,
  open,
  members,
  maySeeSchool,
}: {
  account: Account
  territoryId: string
  school: School
  groups: readonly PupilGroup[]
  /** Undefined: none is open. */
  open: PupilGroup | undefined
  members: readonly GroupMember[]
  maySeeSchool: boolean
}) {
  const at = { territory: territoryId, school: school.uai }
  const all = addressOf('schoolGroups', at)
  return (
    <DeskPage
      title={open ? `${open.name}, ${school.name}` : `Groupes, ${school.name}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={school.name}
    >
      <Title
        eyebrow={
          open ? (
            <a href={all}>Groupes</a>
          ) : maySeeSchool ? (
            <a href={addressOf('school', at)}>{school.name}</a>
          ) : (
            school.name
          )
        }
        lead={open ? undefined : 'Ils viennent des listes de l’établissement, et changent avec elles.'}
      >
        {open ? `${open.name} : ${countWords(open.pupils, 'élève')}` : countWords(groups.length, 'groupe')}
      </Title>
      {open ? (
        <Table
          caption={`Élèves du groupe ${open.name}`}
          captionHidden
          rows={members}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => addressOf('pupilFollow', { pupil: id })}
          columns={[
            {
              key: 'name',
              label: 'Élève',
              header: true,
              cell: ({ lastName, firstName }) => `${lastName} ${firstName}`,
            },
            { key: 'class', label: 'Classe', cell: ({ className }) => className },
          ]}
          empty={<EmptyState title="Ce groupe est vide" />}
        />
      ) : (
        <Table
          caption="Groupes"
          captionHidden
          rows={groups}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => addressOf('schoolGroups', at, { groupe: id })}
          columns={[
            { key: 'name', label: 'Groupe', header: true, cell: ({ name }) => name },
            { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ pupils }) => pupils },
          ]}
          empty={
            <EmptyState title="Aucun groupe cette année">
              <p>Les exports de SIECLE et les tableaux qui ont une colonne « Groupes » les apportent.</p>
            </EmptyState>
          }
        />
      )}
    </DeskPage>
  )
}
