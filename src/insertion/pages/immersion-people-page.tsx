import { addressOf } from '#/addresses.ts'
import type { Beneficiary } from '#/agreements/index.ts'
import { Actions, Chips, DeskPage, dayWords, EmptyState, LinkButton, Table, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { Organisation } from '../organisations.ts'

/** Those whom an organisation accompanies or did: where to look when one of them asks what is kept about them. */
export function ImmersionPeoplePage({
  account,
  organisations,
  of,
  people: { rows, next },
}: {
  readonly account: Account
  readonly organisations: readonly Organisation[]
  readonly of: Organisation
  readonly people: Paged<Beneficiary>
}) {
  return (
    <DeskPage title="Les personnes" entries={entriesOf(account, 'immersions')} signed={account}>
      <Title
        eyebrow={<a href={addressOf('immersions', {}, { organisme: of.id })}>{of.name}</a>}
        lead="Leur fiche s’efface d’elle-même deux ans après leur dernière immersion. Ouvrez-la pour répondre à qui demande à lire, corriger ou effacer ses données."
      >
        Les personnes accompagnées
      </Title>
      {organisations.length > 1 && (
        <Chips
          label="Organisme"
          chips={organisations.map(({ id, name }) => ({
            label: name,
            href: addressOf('immersionPeople', {}, { organisme: id }),
            current: id === of.id,
          }))}
        />
      )}
      <Table
        caption="Les personnes, par nom"
        captionHidden
        rows={rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('personData', { beneficiary: id })}
        columns={[
          {
            key: 'name',
            label: 'Personne',
            header: true,
            cell: ({ lastName, firstName }) => `${lastName} ${firstName}`,
          },
          {
            key: 'birth',
            label: 'Date de naissance',
            cell: ({ birthDate }) => dayWords(Temporal.PlainDate.from(birthDate), { weekday: false, year: true }),
          },
          { key: 'reach', label: 'Contact', cell: ({ email, phone }) => email ?? phone ?? '' },
        ]}
        empty={
          <EmptyState title="Personne pour l’instant">
            <p>Les personnes arrivent ici avec leur première immersion.</p>
          </EmptyState>
        }
      />
      {next !== undefined && (
        <Actions>
          <LinkButton href={addressOf('immersionPeople', {}, { organisme: of.id, suite: next })} look="plain">
            Suite de la liste
          </LinkButton>
        </Actions>
      )}
    </DeskPage>
  )
}
