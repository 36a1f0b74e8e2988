import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import { Actions, Icon, LinkButton, numberWords, Table } from '#/design/index.ts'
import type { RunHead } from '../runs.ts'

interface RunFilesProps {
  readonly room: Room
  readonly run: RunHead
  readonly files: readonly RunFile[]
  /** The run before this one, to compare with. */
  readonly former: RunHead | undefined
}
interface RunFile {
  readonly name: string
  readonly size: number
}

const outputWords: Readonly<Record<string, readonly [title: string, words: string]>> = {
  'report.html': ['Rapport', 'à lire et à imprimer, s’ouvre sans réseau'],
  'allocation.csv': ['Places', 'une ligne par élève et semaine : la place et le trajet'],
  'unplaced.csv': ['Sans place', 'une ligne par élève et semaine : la raison'],
  'summary.json': ['Chiffres', 'avec les fichiers lus et leurs empreintes'],
  'certificate.json': ['Preuve', 'pour qui veut refaire la vérification'],
}
const inputWords: Readonly<Record<string, string>> = {
  'campaign.json': 'Réglages',
  'pupils.csv': 'Élèves',
  'offers.csv': 'Offres',
  'schools.csv': 'Établissements',
}

/** The report to print, the files of a run to download, and the way to the comparison. */
export function RunFiles({ room, run, files, former }: RunFilesProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const inputs = files.filter(({ name }) => name in inputWords)
  return (
    <section aria-labelledby="files">
      <h2 id="files">Rapport et fichiers</h2>
      <Actions>
        <LinkButton look="plain" href={addressOf('runFile', { ...keys, file: 'report.html' }, { voir: 1 })}>
          <Icon name="print" /> Ouvrir le rapport à imprimer
        </LinkButton>
        {former && (
          <LinkButton look="quiet" href={addressOf('runCompare', { ...keys, other: former.id })}>
            Comparer à l’affectation n°&nbsp;{former.number}
          </LinkButton>
        )}
      </Actions>
      <FileTable {...keys} caption="Ce que dit l’affectation" files={files.filter(({ name }) => name in outputWords)} />
      {inputs.length > 0 && (
        <details>
          <summary>Les fichiers qu’elle a lus</summary>
          <FileTable {...keys} caption="Fichiers lus" files={inputs} />
        </details>
      )}
    </section>
  )
}

interface FileTableProps {
  readonly campaign: string
  readonly run: string
  readonly caption: string
  readonly files: readonly RunFile[]
}

function FileTable({ campaign, run, caption, files }: FileTableProps) {
  return (
    <Table
      caption={caption}
      captionHidden
      rows={files}
      keyOf={({ name }) => name}
      columns={[
        {
          key: 'name',
          label: 'fichier',
          header: true,
          cell: ({ name }) => (
            <a download href={addressOf('runFile', { campaign, run, file: name })}>
              {outputWords[name]?.[0] ?? inputWords[name] ?? name}
            </a>
          ),
        },
        { key: 'what', label: 'contenu', cell: ({ name }) => outputWords[name]?.[1] ?? '' },
        { key: 'file', label: 'nom', cell: ({ name }) => <code>{name}</code> },
        {
          key: 'size',
          label: 'taille',
          numeric: true,
          cell: ({ size }) => `${numberWords(Math.max(1, Math.round(size / 1000)))}\u00a0ko`,
        },
      ]}
    />
  )
}
