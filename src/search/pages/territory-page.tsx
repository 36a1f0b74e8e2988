import { addresses } from '#/addresses.ts'
import { ColumnPage, type DeskEntry, EmptyState, type Signed, Title } from '#/design/index.ts'
import type { Territory } from '#/territory/index.ts'
import { type Criteria, writeCriteria } from '../criteria.ts'

interface TerritoryPageProps {
  readonly signed?: Signed | undefined
  readonly entries: readonly DeskEntry[]
  readonly territories: readonly Territory[]
  readonly criteria: Criteria
}

/** A search is within one territory: which one, when the installation has several and nobody said. */
export function TerritoryPage({ signed, entries, territories, criteria }: TerritoryPageProps) {
  const title = territories.length === 0 ? 'Aucun territoire pour le moment' : 'Où cherchez-vous un stage ?'
  return (
    <ColumnPage title={title} {...(signed ? { signed } : {})} entries={entries}>
      <Title>{title}</Title>
      {territories.length === 0 ? (
        <EmptyState title="Revenez quand une coordination aura ouvert le sien" />
      ) : (
        <ul class="rows">
          {territories.map(({ id, name }) => (
            <li key={id}>
              <a href={`${addresses.search}?${writeCriteria({ ...criteria, territory: id, after: undefined })}`}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </ColumnPage>
  )
}
