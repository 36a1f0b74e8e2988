import { addresses, addressOf } from '#/addresses.ts'
import {
  Button,
  DeskPage,
  EmptyState,
  LinkButton,
  momentWords,
  Notice,
  Table,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf, isRole, roles } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import { deeds, isDeed } from '../deed.ts'
import type { JournalLine } from '../journal.ts'

/** What the address asks for, as texts. */
export interface JournalQuery {
  readonly personne: string
  readonly eleve: string
  readonly du: string
  readonly au: string
}

interface Props {
  readonly account: Account
  readonly query: JournalQuery
  readonly errors: Readonly<Partial<Record<keyof JournalQuery, string>>>
  /** Several people whom the name may mean. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly lines: Paged<JournalLine>
  readonly days: number
  /** Whether this is not the first page. */
  readonly isLater: boolean
}

/** Who read or changed what about pupils, for the operator: identifiers, no pupil's name. */
export function JournalPage({ account, query, errors, people, lines, days, isLater }: Props) {
  const { rows, next } = lines
  return (
    <DeskPage title="Journal des accès" entries={entriesOf(account, 'operations')} signed={account}>
      <Title
        eyebrow={<a href={addresses.operations}>Exploitation</a>}
        lead={`Qui a lu ou changé quoi au sujet d’un élève, et ce qui le permettait. Chaque ligne est gardée ${days} jours. Aucun nom d’élève n’y figure.`}
      >
        Journal des accès
      </Title>
      <form method="get" action={addresses.journal} class="filter-row">
        <TextField
          name="personne"
          label="Personne"
          hint="Nom, adresse électronique ou identifiant."
          value={query.personne}
          width="middle"
          error={errors.personne}
        />
        <TextField
          name="eleve"
          label="Identifiant de l’élève"
          value={query.eleve}
          width="middle"
          error={errors.eleve}
        />
        <TextField name="du" type="date" label="Du" value={query.du} width="middle" error={errors.du} />
        <TextField name="au" type="date" label="Au" value={query.au} width="middle" error={errors.au} />
        <Button look="plain">Filtrer</Button>
      </form>
      {people.length > 1 && (
        <Notice kind="info" title="Plusieurs personnes portent ce nom">
          <ul>
            {people.map(({ id, name }) => (
              <li key={id}>
                <a href={addressOf('journal', {}, { ...query, personne: id })}>{name}</a> <code>{id.slice(-6)}</code>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Table
        caption="Lignes du journal"
        captionHidden
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { key: 'at', label: 'Quand', header: true, cell: ({ at }) => momentWords(at) },
          {
            key: 'who',
            label: 'Qui',
            cell: ({ accountId, name }) =>
              accountId === undefined ? (
                'sans compte'
              ) : (
                <a href={addressOf('journal', {}, { personne: accountId })}>{name ?? 'compte supprimé'}</a>
              ),
          },
          {
            key: 'role',
            label: 'Au titre de',
            cell: ({ role }) => (isRole(role) ? roles[role].label : 'la plateforme'),
          },
          { key: 'what', label: 'A fait', cell: ({ what }) => (isDeed(what) ? deeds[what] : what) },
          {
            key: 'about',
            label: 'Objet',
            cell: ({ about, pupilId }) => (
              <>
                <code>{about.id}</code>{' '}
                {pupilId !== undefined && <a href={addressOf('journal', {}, { eleve: pupilId })}>tout sur cet élève</a>}
              </>
            ),
          },
          { key: 'why', label: 'Permis par', cell: ({ why }) => <code>{why}</code>, wideOnly: true },
        ]}
        empty={
          <EmptyState title="Aucune ligne">
            <p>Rien n’a été lu ni changé qui réponde à ces critères, ou le temps de garde est passé.</p>
          </EmptyState>
        }
      />
      <nav class="pager" aria-label="Pages">
        {isLater ? <a href={addressOf('journal', {}, { ...query })}>Les plus récentes</a> : <span />}
        {next !== undefined && (
          <LinkButton look="plain" small href={addressOf('journal', {}, { ...query, suite: next })}>
            Lignes plus anciennes
          </LinkButton>
        )}
      </nav>
    </DeskPage>
  )
}
