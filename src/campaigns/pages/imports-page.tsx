import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  capital,
  countWords,
  daysWords,
  FileDrop,
  LinkButton,
  momentWords,
  Notice,
  numberWords,
  PostButton,
  RoomPage,
  Table,
  Tag,
  type TagTone,
  Title,
} from '#/design/index.ts'
import type { CampaignFile } from '../campaigns.ts'
import { kindWords } from '../file-kind.ts'
import type { ImportHead } from '../imports.ts'
import type { Room } from '../room.ts'
import type { FileKind, ImportState, TimetableReport } from '../tables.ts'

export type ImportsNotice = 'applied' | 'undone' | 'removed' | 'nothing' | 'too_large' | undefined

interface Props {
  readonly room: Room
  readonly imports: readonly ImportHead[]
  readonly timetables: ReadonlyMap<string, TimetableReport>
  readonly notice: ImportsNotice
  /** The import that the notice is about, to offer its undo. */
  readonly about: string | undefined
}

const needed: readonly { readonly kind: FileKind; readonly file: string; readonly use: string }[] = [
  { kind: 'campaign', file: 'campaign.json', use: 'dispositif, semaines, horaires, tirage au sort' },
  { kind: 'pupils', file: 'pupils.csv', use: 'un élève par ligne, ses semaines à remplir, ses vœux' },
  { kind: 'offers', file: 'offers.csv', use: 'une offre par ligne, ses places par semaine' },
  { kind: 'schools', file: 'schools.csv', use: 'les établissements et leur position' },
]

/** What the campaign holds, where to drop new files, and what was imported before. */
export function ImportsPage({ room, imports, timetables, notice, about }: Props) {
  const { campaign, mayAct } = room
  const missing = needed.filter(({ kind }) => kind !== 'schools' && !campaign.files.some((file) => file.kind === kind))
  return (
    <RoomPage
      title={missing.length > 0 ? `Fichiers : il manque ${listKinds(missing)}` : 'Fichiers de la campagne'}
      section="files"
      {...room.frame}
      notice={<ImportNotice notice={notice} about={about} campaign={campaign.id} mayAct={mayAct} />}
    >
      <Title
        lead={
          missing.length > 0
            ? `Il manque encore ${listKinds(missing)} pour lancer une affectation.`
            : 'Tout ce qu’il faut est là. Un nouveau fichier remplace celui de même sorte, après un aperçu.'
        }
      >
        Fichiers
      </Title>
      <div class="room-two">
        <section aria-labelledby="stored">
          <h2 id="stored">Ce que la campagne contient</h2>
          <StoredFiles room={room} timetables={timetables} />
        </section>
        {mayAct && (
          <section aria-labelledby="drop">
            <h2 id="drop">Déposer des fichiers</h2>
            <form method="post" action={addressOf('imports', { campaign: campaign.id })} enctype="multipart/form-data">
              <FileDrop
                name="fichiers"
                label="Choisissez vos fichiers, ou glissez-les ici"
                hint="Élèves, offres, établissements (.csv), réglages (.json), horaires de transport (GTFS, .zip). Rien ne change avant que vous ayez vu l’aperçu."
                accept={['.csv', '.json', '.zip']}
              />
              <Actions>
                <Button>Voir l’aperçu</Button>
              </Actions>
            </form>
            <p>
              Ou, sans fichier :{' '}
              <a href={addressOf('campaignBank', { campaign: campaign.id })}>prendre la banque de stages</a>, avec les
              élèves qui ont demandé de l’aide et les places encore libres.
            </p>
          </section>
        )}
      </div>
      <section aria-labelledby="history">
        <h2 id="history">Imports</h2>
        <History room={room} imports={imports} />
      </section>
    </RoomPage>
  )
}

interface StoredRow {
  readonly kind: FileKind
  readonly title: string
  readonly use: string
  readonly file: CampaignFile | undefined
}

function StoredFiles({ room, timetables }: { room: Room; timetables: Props['timetables'] }) {
  const { campaign, mayAct } = room
  const rows: StoredRow[] = [
    ...needed.map(({ kind, use }) => ({
      kind,
      title: capital(kindWords[kind]),
      use,
      file: campaign.files.find((file) => file.kind === kind),
    })),
    ...campaign.files
      .filter(({ kind }) => kind === 'timetable')
      .map((file) => ({
        kind: file.kind,
        title: `Horaires : ${file.name}`,
        use: reportWords(timetables.get(file.name)),
        file,
      })),
  ]
  return (
    <>
      <Table
        caption="Fichiers enregistrés"
        captionHidden
        rows={rows}
        keyOf={({ title }) => title}
        columns={[
          {
            key: 'title',
            label: 'fichier',
            header: true,
            cell: ({ title, use }) => (
              <>
                {title}
                <br />
                <span class="soft">{use}</span>
              </>
            ),
          },
          { key: 'rows', label: 'lignes', numeric: true, cell: ({ kind, file }) => rowsWords(kind, file) },
          {
            key: 'since',
            label: 'enregistré',
            cell: ({ file }) => (file ? momentWords(file.changedAt) : <Tag tone="wait">à déposer</Tag>),
          },
          {
            key: 'get',
            label: 'action',
            cell: ({ kind, file }) => {
              if (!file || !mayAct) return ''
              if (kind === 'timetable')
                return (
                  <PostButton
                    small
                    look="quiet"
                    action={addressOf('timetableRemove', { campaign: campaign.id, timetable: file.name })}
                  >
                    Retirer
                  </PostButton>
                )
              return (
                <LinkButton
                  small
                  look="quiet"
                  download
                  href={addressOf('campaignFile', { campaign: campaign.id, file: fileNames[kind] })}
                >
                  Télécharger
                </LinkButton>
              )
            },
          },
        ]}
      />
      {timetables.size === 0 && (
        <p class="soft">
          Sans horaires de transport, les trajets sont estimés à vol d’oiseau : déposez les GTFS des réseaux du
          territoire.
        </p>
      )}
    </>
  )
}

const fileNames = {
  campaign: 'campaign.json',
  pupils: 'pupils.csv',
  offers: 'offers.csv',
  schools: 'schools.csv',
} as const

const rowsWords = (kind: FileKind, file: CampaignFile | undefined): string =>
  file === undefined || kind === 'campaign' || kind === 'timetable' ? '' : numberWords(file.rowCount)

/** « 51 lignes, 1 204 arrêts, du 5 janvier au 4 juillet ; 3 sortes de défauts ». */
export function reportWords(report: TimetableReport | undefined): string {
  if (!report) return ''
  const defects =
    report.defects.length === 0 ? '' : ` ; ${countWords(report.defects.length, 'sorte')} de défauts relevés`
  return `${countWords(report.routes, 'ligne')}, ${countWords(report.stops, 'arrêt')}, du ${daysWords(Temporal.PlainDate.from(report.firstDate), Temporal.PlainDate.from(report.lastDate))} ${report.lastDate.slice(0, 4)}${defects}`
}

const stateWords: Readonly<Record<ImportState, { readonly word: string; readonly tone: TagTone }>> = {
  previewed: { word: 'à appliquer', tone: 'wait' },
  refused: { word: 'refusé', tone: 'need' },
  applied: { word: 'appliqué', tone: 'ok' },
  undone: { word: 'annulé', tone: 'plain' },
  expired: { word: 'abandonné', tone: 'plain' },
}

function History({ room, imports }: { room: Room; imports: readonly ImportHead[] }) {
  const { campaign, mayAct } = room
  return (
    <Table
      caption="Imports, le dernier en tête"
      captionHidden
      rows={imports}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => addressOf('importPreview', { campaign: campaign.id, import: id })}
      empty={<p>Aucun import pour l’instant.</p>}
      columns={[
        { key: 'when', label: 'quand', header: true, cell: ({ madeAt }) => momentWords(madeAt) },
        {
          key: 'files',
          label: 'fichiers',
          cell: ({ files }) => files.map(({ fileName }) => fileName).join(', ') || '–',
        },
        { key: 'change', label: 'changements', cell: changeWords },
        {
          key: 'state',
          label: 'état',
          cell: ({ state }) => <Tag tone={stateWords[state].tone}>{stateWords[state].word}</Tag>,
        },
        {
          key: 'undo',
          label: 'action',
          cell: (row) =>
            mayAct && row.state === 'applied' && standsOnTop(room, row) ? (
              <PostButton
                small
                look="quiet"
                action={addressOf('importUndo', { campaign: campaign.id, import: row.id })}
              >
                Annuler cet import
              </PostButton>
            ) : (
              ''
            ),
        },
      ]}
    />
  )
}

/** Whether nothing was imported over it since: only then is an undo offered. */
export const standsOnTop = ({ campaign }: Room, { id, files }: ImportHead): boolean =>
  files.every(
    ({ kind, name }) => campaign.files.find((file) => file.kind === kind && file.name === name)?.importId === id,
  )

export function changeWords({ state, files, problemCount }: ImportHead): string {
  if (state === 'refused') return countWords(problemCount, 'erreur')
  const sum = (count: (file: ImportHead['files'][number]) => number) =>
    files.reduce((total, file) => total + count(file), 0)
  const parts = [
    [sum(({ newCount }) => newCount), 'ajout'] as const,
    [sum(({ changedCount }) => changedCount), 'modification'] as const,
    [sum(({ removedCount }) => removedCount), 'retrait'] as const,
  ].filter(([count]) => count > 0)
  return parts.length === 0 ? 'aucun' : parts.map(([count, word]) => countWords(count, word)).join(', ')
}

function ImportNotice({
  notice,
  about,
  campaign,
  mayAct,
}: {
  notice: ImportsNotice
  about: string | undefined
  campaign: string
  mayAct: boolean
}) {
  const undo = mayAct && about !== undefined && (
    <PostButton small look="plain" action={addressOf('importUndo', { campaign, import: about })}>
      Annuler cet import
    </PostButton>
  )
  switch (notice) {
    case 'applied':
      return (
        <Notice kind="success" title="Import appliqué" action={undo}>
          <p>La campagne contient maintenant ces fichiers.</p>
        </Notice>
      )
    case 'removed':
      return (
        <Notice kind="success" title="Horaires retirés" action={undo}>
          <p>La prochaine affectation ne s’en servira pas.</p>
        </Notice>
      )
    case 'undone':
      return (
        <Notice kind="success" title="Import annulé">
          <p>Tout est comme avant cet import.</p>
        </Notice>
      )
    case 'nothing':
      return (
        <Notice kind="error" title="Aucun fichier reçu">
          <p>Choisissez au moins un fichier. Rien n’a changé.</p>
        </Notice>
      )
    case 'too_large':
      return (
        <Notice kind="error" title="Fichiers trop lourds">
          <p>Ensemble, ils dépassent 100 Mo. Déposez-les en plusieurs fois. Rien n’a changé.</p>
        </Notice>
      )
    case undefined:
    default:
      return null
  }
}

const listKinds = (kinds: readonly { readonly kind: FileKind; readonly file: string }[]): string =>
  kinds
    .map(
      ({ kind, file }) =>
        `${kind === 'campaign' ? 'les réglages' : kind === 'pupils' ? 'les élèves' : 'les offres'} (${file})`,
    )
    .join(' et ')
