import { addresses, addressOf } from '#/addresses.ts'
import {
  Actions,
  countWords,
  EmptyState,
  LinkButton,
  listWords,
  momentWords,
  Notice,
  PostButton,
  Table,
  Title,
} from '#/design/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { Territory } from '#/territory/index.ts'
import type { Frame } from '../desk.ts'
import type { DuplicateReason } from '../duplicate.ts'
import type { ProposedPair } from '../duplicates.ts'
import { undoUntil } from '../merge.ts'
import type { RecentMerge } from '../undo-merge.ts'
import { HostFrame } from './frame.tsx'

/** What the last action did. */
export type DuplicatesNotice = keyof typeof notices

const notices = {
  cherche: {
    kind: 'info',
    title: 'La recherche est lancée',
    text: 'Les doublons trouvés arriveront dans cette liste.',
  },
  fusion: {
    kind: 'success',
    title: 'Fusion faite',
    text: 'Vous pouvez l’annuler pendant 30 jours, en bas de cette page.',
  },
  distinctes: {
    kind: 'success',
    title: 'C’est retenu',
    text: 'Ces deux structures ne seront plus proposées ensemble.',
  },
  annulee: {
    kind: 'success',
    title: 'Fusion annulée',
    text: 'Les deux structures sont de nouveau là, chacune avec ce qui était à elle.',
  },
  'deja-annulee': { kind: 'info', title: 'Cette fusion était déjà annulée', text: undefined },
  'trop-tard': {
    kind: 'error',
    title: 'Cette fusion ne peut plus être annulée',
    text: 'Les 30 jours sont passés. Rien n’a été changé.',
  },
  'fusionnee-depuis': {
    kind: 'error',
    title: 'La structure gardée a été fusionnée depuis',
    text: 'Annulez d’abord la fusion la plus récente. Rien n’a été changé.',
  },
  'deja-fusionnee': {
    kind: 'info',
    title: 'Ces deux structures ne sont plus à fusionner',
    text: 'L’une d’elles a été fusionnée depuis.',
  },
  heurt: {
    kind: 'error',
    title: 'Les deux structures ne vont pas ensemble en l’état',
    text: 'Elles ont des offres importées sous une même référence, ou une autre structure porte ce SIRET. Rien n’a été changé.',
  },
} as const

export const isDuplicatesNotice = (text: string | undefined): text is DuplicatesNotice =>
  text !== undefined && Object.hasOwn(notices, text)

const reasonWords: Readonly<Record<DuplicateReason, string>> = {
  siren: 'même entreprise, même commune',
  name: 'même nom, même commune',
}

interface DuplicatesProps {
  readonly frame: Frame
  readonly territory: Territory
  readonly total: number
  readonly pairs: Paged<ProposedPair>
  readonly merges: readonly RecentMerge[]
  readonly notice: DuplicatesNotice | undefined
}

/** The coordinator's queue of hosts that may be one. Only a person merges. */
export function DuplicatesPage({ frame, territory, total, pairs, merges, notice }: DuplicatesProps) {
  const here = { territory: territory.id }
  const said = notice && notices[notice]
  const title = total === 0 ? 'Aucun doublon à examiner' : `${countWords(total, 'doublon')} à examiner`
  return (
    <HostFrame
      frame={frame}
      title={title}
      notice={
        said && (
          <Notice kind={said.kind} title={said.title}>
            {said.text !== undefined && <p>{said.text}</p>}
          </Notice>
        )
      }
    >
      <Title eyebrow={territory.name} lead="Rien n’est fusionné sans vous. Une fusion s’annule pendant 30 jours.">
        {title}
      </Title>
      <Table
        caption="Structures qui en sont peut-être une seule, les plus ressemblantes d’abord"
        columns={[
          {
            key: 'one',
            label: 'Structures',
            header: true,
            cell: ({ one, other }) => `${one.name} et ${other.name}`,
          },
          {
            key: 'where',
            label: 'Où',
            cell: ({ one, other }) => listWords([...new Set([...one.cities, ...other.cities])].slice(0, 3)) || '–',
          },
          {
            key: 'why',
            label: 'Pourquoi',
            cell: ({ reasons }) => reasons.map((reason) => reasonWords[reason]).join(' ; '),
          },
          {
            key: 'dismiss',
            label: 'Sinon',
            cell: ({ one, other }) => (
              <PostButton
                look="plain"
                small
                action={addressOf('duplicateDismiss', { ...here, one: one.id, other: other.id })}
              >
                Ce sont deux structures
                <span class="unseen">
                  {' '}
                  : {one.name} et {other.name}
                </span>
              </PostButton>
            ),
          },
        ]}
        rows={pairs.rows}
        keyOf={({ one, other }) => `${one.id} ${other.id}`}
        hrefOf={({ one, other }) => addressOf('duplicatePair', { ...here, one: one.id, other: other.id })}
        empty={
          <EmptyState title="Aucune paire ne se ressemble assez">
            <p>La recherche se refait d’elle-même quand une structure est ajoutée ou modifiée.</p>
          </EmptyState>
        }
      />
      {pairs.next !== undefined && (
        <nav class="pager" aria-label="Pages">
          <span />
          <a class="pager-step" rel="next" href={addressOf('duplicates', here, { apres: pairs.next })}>
            Doublons suivants
          </a>
        </nav>
      )}
      <Actions>
        <PostButton look="plain" action={addressOf('duplicates', here)}>
          Chercher de nouveau
        </PostButton>
        <LinkButton look="quiet" href={`${addresses.hosts}?territoire=${encodeURIComponent(territory.id)}`}>
          Voir toutes les structures
        </LinkButton>
      </Actions>
      {merges.length > 0 && (
        <section>
          <h2>Fusions qui peuvent s’annuler</h2>
          <ul class="rows">
            {merges.map((merge) => (
              <li key={merge.id}>
                « {merge.fromName} » dans <a href={addressOf('host', { host: merge.into })}>« {merge.intoName} »</a>
                {merge.by !== undefined && `, par ${merge.by}`}, {momentWords(merge.mergedAt, territory.timeZone)}
                <p class="soft">Annulable jusqu’à {momentWords(undoUntil(merge.mergedAt), territory.timeZone)}.</p>
                <PostButton look="plain" small action={addressOf('mergeUndo', { ...here, merge: merge.id })}>
                  Annuler la fusion<span class="unseen"> de {merge.fromName}</span>
                </PostButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </HostFrame>
  )
}
