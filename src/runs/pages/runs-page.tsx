import { addressOf } from '#/addresses.ts'
import { type FileKind, kindWords, type Room } from '#/campaigns/index.ts'
import {
  countWords,
  EmptyState,
  LinkButton,
  listWords,
  momentWords,
  Notice,
  numberWords,
  PostButton,
  RoomPage,
  shareWords,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import type { RunHead } from '../runs.ts'
import { runStateWords, sayStage } from '../words.ts'

interface Props {
  readonly room: Room
  readonly runs: readonly RunHead[]
  readonly missing: readonly FileKind[]
}

/** The runs of a campaign, and the button that starts the next, with what it would compute. */
export function RunsPage({ room, runs, missing }: Props) {
  const { campaign } = room
  const going = runs.find(({ state }) => state === 'queued' || state === 'running')
  const last = runs.find(({ state }) => state === 'done')
  const title = going
    ? `L’affectation n° ${going.number} est en cours`
    : last?.figures
      ? `${numberWords(last.figures.placed)} élèves sur ${numberWords(last.figures.pupils)} ont une place`
      : 'Aucune affectation pour l’instant'
  return (
    <RoomPage title={title} section="runs" {...room.frame}>
      <Title lead={going ? undefined : launchWords(room, missing)}>{title}</Title>
      <Launch room={room} going={going} missing={missing} />
      {runs.length === 0 ? (
        <EmptyState title="Ce que fait une affectation">
          <p>
            Pour chaque élève sans place, elle cherche la meilleure encore libre qu’un bus atteint chaque jour. Elle
            prouve que personne de plus ne peut être placé, et dit où des places manquent.
          </p>
        </EmptyState>
      ) : (
        <Table
          caption="Affectations, la dernière en tête"
          captionHidden
          rows={runs}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => addressOf('run', { campaign: campaign.id, run: id })}
          columns={[
            { key: 'number', label: 'affectation', header: true, cell: ({ number }) => `n° ${number}` },
            { key: 'asked', label: 'demandée', cell: ({ askedAt }) => momentWords(askedAt) },
            {
              key: 'state',
              label: 'état',
              cell: ({ state }) => <Tag tone={runStateWords[state].tone}>{runStateWords[state].word}</Tag>,
            },
            {
              key: 'placed',
              label: 'ont une place',
              numeric: true,
              cell: ({ figures }) =>
                figures ? `${numberWords(figures.placed)} (${shareWords(figures.placed, figures.pupils)})` : '–',
            },
            {
              key: 'without',
              label: 'sans place',
              numeric: true,
              cell: ({ figures }) => (figures ? numberWords(figures.partly + figures.unplaced) : '–'),
            },
            {
              key: 'missing',
              label: 'places qui manquent',
              numeric: true,
              wideOnly: true,
              cell: ({ figures }) => (figures ? numberWords(figures.seatsMissing) : '–'),
            },
            {
              key: 'compare',
              label: 'action',
              cell: ({ id, state }) =>
                state === 'done' && last && last.id !== id ? (
                  <a href={addressOf('runCompare', { campaign: campaign.id, run: last.id, other: id })}>
                    Comparer à la dernière
                  </a>
                ) : (
                  ''
                ),
            },
          ]}
        />
      )}
    </RoomPage>
  )
}

function launchWords({ campaign }: Room, missing: readonly FileKind[]): string {
  if (missing.length > 0)
    return `Il manque encore ${listWords(missing.map((kind) => kindWords[kind]))} : déposez ces fichiers d’abord.`
  const rows = (kind: FileKind) => campaign.files.find((file) => file.kind === kind)?.rowCount ?? 0
  const timetables = campaign.files.filter(({ kind }) => kind === 'timetable').length
  const how =
    timetables > 0
      ? `d’après ${countWords(timetables, 'fichier')} d’horaires`
      : 'd’après des trajets estimés à vol d’oiseau, faute d’horaires'
  return `La prochaine portera sur ${countWords(rows('pupils'), 'élève')} et ${countWords(rows('offers'), 'offre')}, ${how}. Elle ne déplace aucune place déjà tenue.`
}

function Launch({ room, going, missing }: { room: Room; going: RunHead | undefined; missing: readonly FileKind[] }) {
  const campaign = room.campaign.id
  if (going)
    return (
      <Notice
        kind="info"
        title={sayStage(going.stage)}
        action={
          <LinkButton small look="plain" href={addressOf('run', { campaign, run: going.id })}>
            Suivre
          </LinkButton>
        }
      >
        <p>Demandée {momentWords(going.askedAt)}. Vous pouvez faire autre chose : elle continue.</p>
      </Notice>
    )
  if (!room.mayAct) return null
  if (missing.length > 0)
    return (
      <div class="actions">
        <LinkButton href={addressOf('imports', { campaign })}>Déposer des fichiers</LinkButton>
      </div>
    )
  return (
    <div class="actions">
      <PostButton action={addressOf('runs', { campaign })}>Lancer une affectation</PostButton>
    </div>
  )
}
