import { addresses, addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  Chips,
  countWords,
  EmptyState,
  LinkButton,
  listWords,
  SelectField,
  Table,
  Tag,
  TextField,
  Title,
} from '#/design/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { Territory } from '#/territory/index.ts'
import type { Frame } from '../desk.ts'
import type { ListedHost } from '../host.ts'
import { sectorWords } from '../naf.ts'
import { sectorLabels } from '../sectors.ts'
import { staffWords } from '../staff.ts'
import { HostFrame } from './frame.tsx'

/** What the address bar holds of the list. */
export interface HostsState {
  readonly territoire: string
  readonly q: string
  readonly secteur: string
  /** '', accord, fermees, a-verifier */
  readonly voir: string
}

interface HostsProps {
  readonly frame: Frame
  readonly territory: Territory
  readonly territories: readonly Territory[]
  readonly state: HostsState
  readonly total: number
  readonly hosts: Paged<ListedHost>
  /** ISO date. */
  readonly today: string
  /** How many pairs wait for the coordinator; undefined for the others. */
  readonly doubles: number | undefined
  /** Not the first page. */
  readonly further: boolean
}

const views = [
  { voir: '', label: 'Toutes' },
  { voir: 'accord', label: 'Avec un accord de principe' },
  { voir: 'a-verifier', label: 'Pas encore vérifiées' },
  { voir: 'fermees', label: 'Fermées au registre' },
] as const

const sectors = [...sectorLabels]
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))

/** The hosts of a territory: found by name, commune or SIRET, by sector, by what is known of them. */
export function HostsPage({ frame, territory, territories, state, total, hosts, today, doubles, further }: HostsProps) {
  const link = (more: Partial<HostsState>, after?: string) =>
    addresses.hosts + queryOf({ ...state, ...more, ...(after === undefined ? {} : { apres: after }) })
  const narrowed = state.q !== '' || state.secteur !== '' || state.voir !== ''
  const found = countWords(total, 'structure')
  return (
    <HostFrame frame={frame} title="Structures d’accueil">
      <Title
        eyebrow={territory.name}
        lead="Cherchez avant d’appeler : la fiche dit ce que la structure a accepté, et qui la contacte déjà."
      >
        {narrowed ? `${found} pour cette recherche` : `${found} d’accueil`}
      </Title>
      <Actions>
        <LinkButton href={addressOf('hostNew', { territory: territory.id })}>Ajouter une structure</LinkButton>
        {doubles !== undefined && (
          <LinkButton look="plain" href={addressOf('duplicates', { territory: territory.id })}>
            {doubles > 0 ? `Doublons à examiner : ${doubles}` : 'Doublons'}
          </LinkButton>
        )}
      </Actions>
      {territories.length > 1 && (
        <Chips
          label="Territoire"
          chips={territories.map(({ id, name }) => ({
            label: name,
            href: link({ territoire: id }),
            current: id === territory.id,
          }))}
        />
      )}
      <form method="get" action={addresses.hosts} class="filter-row">
        <input type="hidden" name="territoire" value={territory.id} />
        {state.voir !== '' && <input type="hidden" name="voir" value={state.voir} />}
        <TextField name="q" type="search" label="Nom, commune ou SIRET" value={state.q} />
        <SelectField
          name="secteur"
          label="Secteur"
          value={state.secteur}
          choices={[{ value: '', label: 'Tous les secteurs' }, ...sectors]}
        />
        <Button look="plain">Chercher</Button>
      </form>
      <Chips
        label="Filtrer"
        chips={views.map(({ voir, label }) => ({ label, href: link({ voir }), current: voir === state.voir }))}
      />
      <Table
        caption={`Structures, par nom${further ? ' (suite)' : ''}`}
        captionHidden
        columns={[
          { key: 'name', label: 'Structure', header: true, cell: ({ name }) => name },
          { key: 'cities', label: 'Où', cell: ({ cities }) => listWords(cities.slice(0, 3)) || '–' },
          { key: 'sector', label: 'Secteur', cell: ({ sector }) => sectorWords(sector) ?? '–' },
          { key: 'staff', label: 'Taille', cell: ({ staff }) => staffWords(staff), wideOnly: true },
          { key: 'state', label: 'À savoir', cell: (host) => <HostTags host={host} today={today} /> },
        ]}
        rows={hosts.rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('host', { host: id })}
        empty={
          narrowed ? (
            <EmptyState
              title="Aucune structure ne répond à cette recherche"
              action={
                <LinkButton href={addresses.hosts + queryOf({ territoire: territory.id })}>
                  Voir toutes les structures
                </LinkButton>
              }
            >
              <p>Essayez une partie du nom, la commune seule, ou tous les secteurs.</p>
            </EmptyState>
          ) : (
            <EmptyState title="Aucune structure pour l’instant">
              <p>Ajoutez la première : son nom et son adresse suffisent pour commencer.</p>
            </EmptyState>
          )
        }
      />
      {(hosts.next !== undefined || further) && (
        <nav class="pager" aria-label="Pages">
          {further ? (
            <a class="pager-step" href={link({})}>
              Retour au début
            </a>
          ) : (
            <span />
          )}
          {hosts.next === undefined ? (
            <span />
          ) : (
            <a class="pager-step" rel="next" href={link({}, hosts.next)}>
              Structures suivantes
            </a>
          )}
        </nav>
      )}
    </HostFrame>
  )
}

function HostTags({ host, today }: { host: ListedHost; today: string }) {
  const { registerState, contacted, notBefore, pupilsAYear } = host
  const later = notBefore !== undefined && notBefore > today
  const checked = registerState === 'known' || registerState === 'unchecked'
  if (checked && !contacted && !later && !pupilsAYear) return <>–</>
  return (
    <>
      {registerState === 'closed' && <Tag tone="need">Fermée</Tag>}{' '}
      {registerState === 'unknown' && <Tag tone="need">SIRET inconnu</Tag>}{' '}
      {contacted && <Tag tone="wait">Contact en cours</Tag>} {later && <Tag tone="wait">À contacter plus tard</Tag>}{' '}
      {pupilsAYear !== undefined && pupilsAYear > 0 && <Tag tone="ok">{countWords(pupilsAYear, 'élève')} par an</Tag>}
    </>
  )
}

function queryOf(values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))
  return query.size > 0 ? `?${query}` : ''
}
