import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  capital,
  DeskPage,
  EmptyState,
  FileDrop,
  momentWords,
  Table,
  Tag,
  type TagTone,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { School } from '#/territory/index.ts'
import { sumWords } from '../plan-words.ts'
import type { SchoolImport } from '../school-imports.ts'
import type { SchoolImportState } from '../tables.ts'

export const fileEndings = ['.xml', '.zip', '.csv', '.txt', '.xlsx', '.ods'] as const

const stateWords: Readonly<Record<SchoolImportState, { readonly words: string; readonly tone: TagTone }>> = {
  columns: { words: 'colonnes à confirmer', tone: 'need' },
  previewed: { words: 'à appliquer', tone: 'need' },
  refused: { words: 'refusé', tone: 'wait' },
  applied: { words: 'appliqué', tone: 'ok' },
  undone: { words: 'annulé', tone: 'wait' },
  expired: { words: 'oublié', tone: 'wait' },
}

/** A school gives its files of pupils, and sees those that it gave. */
export function ListsPage({
  account,
  territoryId,
  school,
  imports,
  refused,
}: {
  account: Account
  territoryId: string
  school: School
  imports: readonly SchoolImport[]
  /** Why the files just sent were not read. */
  refused: string | undefined
}) {
  const at = { territory: territoryId, school: school.uai }
  return (
    <DeskPage
      title={`Listes d’élèves, ${school.name}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={school.name}
    >
      <Title
        eyebrow={<a href={addressOf('school', at)}>{school.name}</a>}
        lead="Rien ne change avant que vous ayez vu l’aperçu, et tout s’annule pendant 30 jours."
      >
        Mettre les listes d’élèves à jour
      </Title>
      <form method="post" action={addressOf('schoolLists', at)} enctype="multipart/form-data">
        <FileDrop
          name="fichiers"
          label="Choisir un ou plusieurs fichiers"
          hint="Les exports XML de SIECLE (zippés ou non), ou un tableau de Pronote, d’EDT ou du tableur (XLSX, ODS, CSV)."
          accept={fileEndings}
          error={refused}
        />
        <Actions>
          <Button>Voir l’aperçu</Button>
        </Actions>
      </form>
      <details>
        <summary>Quels fichiers, et qu’en gardons-nous ?</summary>
        <p>
          De SIECLE : ElevesAvecAdresses ou ElevesSansAdresses ; ensemble si vous les avez, ResponsablesAvecAdresses et
          Structures. Dans un tableau : nom, prénom, date de naissance et classe suffisent.
        </p>
        <p>
          Nous gardons le nom, la naissance, la classe, les groupes, la formation, le sexe, l’internat, et de quoi
          joindre l’élève et ses responsables légaux. Le numéro national n’est jamais gardé, seulement une empreinte qui
          reconnaît l’élève. L’adresse sert à placer le domicile sur la carte, puis elle est oubliée.
        </p>
        <p>
          Pour deux ou trois élèves, ouvrez leur classe depuis{' '}
          <a href={addressOf('schoolClasses', at)}>la page de l’établissement</a> et inscrivez-les à la main.
        </p>
      </details>
      <h2>Fichiers déjà donnés</h2>
      <Table
        caption="Fichiers déjà donnés"
        captionHidden
        rows={imports}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('schoolList', { ...at, list: id })}
        columns={[
          {
            key: 'files',
            label: 'Fichiers',
            header: true,
            cell: ({ files }) => files.map(({ name }) => name).join(', '),
          },
          { key: 'when', label: 'Donnés', cell: ({ madeAt }) => capital(momentWords(madeAt)) },
          {
            key: 'state',
            label: 'État',
            cell: ({ state }) => <Tag tone={stateWords[state].tone}>{stateWords[state].words}</Tag>,
          },
          {
            key: 'what',
            label: 'Ce qui change',
            cell: ({ state, counts }) => (state === 'applied' || state === 'undone' ? sumWords(counts) : ''),
          },
        ]}
        empty={
          <EmptyState title="Aucun fichier pour l’instant">
            <p>Le premier crée les classes et leurs élèves. Les suivants ne changent que ce qui a changé.</p>
          </EmptyState>
        }
      />
    </DeskPage>
  )
}
