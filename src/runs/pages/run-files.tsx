import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import { Icon, numberWords, Table } from '#/design/index.ts'
import type { RunHead } from '../runs.ts'

interface RunFilesProps {
  readonly room: Room
  readonly run: RunHead
  readonly files: readonly { readonly name: string; readonly size: number }[]
}

const fileWords: Readonly<Record<string, string>> = {
  'allocation.csv': 'une ligne par élève et semaine : la place et le trajet',
  'unplaced.csv': 'une ligne par élève et semaine sans place : la raison',
  'summary.json': 'les chiffres, les fichiers lus et leurs empreintes',
  'certificate.json': 'la preuve, pour qui veut la vérifier',
  'report.html': 'le rapport, qui s’ouvre sans réseau',
  'campaign.json': 'fichier lu par cette affectation',
  'pupils.csv': 'fichier lu par cette affectation',
  'offers.csv': 'fichier lu par cette affectation',
  'schools.csv': 'fichier lu par cette affectation',
}

/** The files of a run, each to download. */
export function RunFiles({ room, run, files }: RunFilesProps) {
  return (
    <Table
      caption="Fichiers de cette affectation"
      captionHidden
      rows={files}
      keyOf={({ name }) => name}
      columns={[
        {
          key: 'name',
          label: 'fichier',
          header: true,
          cell: ({ name }) => (
            <a download href={addressOf('runFile', { campaign: room.campaign.id, run: run.id, file: name })}>
              <Icon name="download" /> {name}
            </a>
          ),
        },
        { key: 'what', label: 'ce qu’il dit', cell: ({ name }) => fileWords[name] ?? '' },
        {
          key: 'size',
          label: 'taille',
          numeric: true,
          cell: ({ size }) => `${numberWords(Math.max(1, Math.round(size / 1000)))} ko`,
        },
      ]}
    />
  )
}
