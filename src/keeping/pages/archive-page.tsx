import { addressOf } from '#/addresses.ts'
import { DeskPage, daysWords, dayWords, EmptyState, LinkButton, Table, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { School } from '#/territory/index.ts'
import type { Archived } from '../archive.ts'
import { type DataRequest, requestKinds } from '../data-requests.ts'

/** A school's requests about data, and its agreements out of use. */
export function ArchivePage({
  account,
  territoryId,
  school,
  requests,
  archive,
  mayOpen,
}: {
  readonly account: Account
  readonly territoryId: string
  readonly school: School
  readonly requests: readonly (DataRequest & { readonly pupilName: string })[]
  readonly archive: Paged<Archived>
  /** The head alone opens an agreement of the archive. */
  readonly mayOpen: boolean
}) {
  const at = { territory: territoryId, school: school.uai }
  return (
    <DeskPage title="Données et archives" entries={entriesOf(account, 'classes')} signed={account} place={school.name}>
      <Title
        eyebrow={<a href={addressOf('school', at)}>{school.name}</a>}
        lead="La loi donne un mois pour répondre à une famille qui demande à lire, corriger ou effacer ses données."
      >
        {requests.length === 0 ? 'Aucune demande n’attend de réponse' : 'Des familles attendent une réponse'}
      </Title>
      {requests.length > 0 && (
        <Table
          caption="Demandes à traiter"
          rows={requests}
          keyOf={({ id }) => id}
          hrefOf={({ pupilId }) => addressOf('pupilData', { pupil: pupilId })}
          columns={[
            { key: 'name', label: 'Élève', header: true, cell: ({ pupilName }) => pupilName },
            { key: 'kind', label: 'Demande', cell: ({ kind }) => requestKinds[kind] },
            { key: 'by', label: 'De', cell: ({ askedName }) => askedName },
            {
              key: 'due',
              label: 'Répondre avant le',
              cell: ({ dueOn }) => dayWords(dueOn, { weekday: false, year: true }),
            },
          ]}
        />
      )}
      <h2>Conventions archivées</h2>
      <p>
        Un an après la fin du stage, une convention signée quitte les listes. Elle reste ici pour la preuve ; seule la
        direction l’ouvre, en disant pourquoi.
      </p>
      <Table
        caption="Conventions archivées"
        captionHidden
        rows={archive.rows}
        keyOf={({ id }) => id}
        {...(mayOpen ? { hrefOf: ({ id }: Archived) => addressOf('archivedAgreement', { archived: id }) } : {})}
        columns={[
          { key: 'name', label: 'Élève', header: true, cell: ({ pupilName }) => pupilName },
          { key: 'host', label: 'Structure', cell: ({ hostName }) => hostName },
          {
            key: 'days',
            label: 'Stage',
            cell: ({ firstDay, lastDay }) => `${daysWords(firstDay, lastDay)} ${lastDay.year}`,
          },
          { key: 'code', label: 'Code', cell: ({ code }) => code },
        ]}
        empty={
          <EmptyState title="Aucune convention archivée">
            <p>Elles arrivent ici d’elles-mêmes.</p>
          </EmptyState>
        }
      />
      {archive.next !== undefined && (
        <p>
          <LinkButton look="plain" small href={addressOf('schoolArchive', at, { suite: archive.next })}>
            Conventions plus anciennes
          </LinkButton>
        </p>
      )}
    </DeskPage>
  )
}
