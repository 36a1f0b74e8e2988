import { addressOf } from '#/addresses.ts'
import {
  Breadcrumb,
  countWords,
  DeskPage,
  ErrorSummary,
  type FieldError,
  LinkButton,
  momentWords,
  SheetSender,
  Table,
  Tag,
  Title,
} from '#/design/index.ts'
import { entriesOf } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { BatchLine } from '../batches.ts'
import type { PaperRoom } from './paper-room.ts'

interface Props {
  readonly room: PaperRoom
  /** Of what is sent from this page: made for it, so that sending twice is sending once. */
  readonly newBatch: string
  readonly batches: Paged<BatchLine>
  readonly errors?: readonly FieldError[]
}

/** Where signed paper comes in, and what came before. */
export function PapersPage({ room, newBatch, batches, errors = [] }: Props) {
  const keys = { territory: room.territoryId, school: room.school }
  const hrefOf = ({ id }: BatchLine) => addressOf('paperBatch', { ...keys, batch: id })
  return (
    <DeskPage
      title="Conventions signées sur papier"
      entries={entriesOf(room.account, 'classes')}
      signed={room.account}
      place={room.schoolName}
    >
      <Breadcrumb steps={[{ label: room.schoolName, href: addressOf('school', keys) }]} />
      <Title lead="Numérisez la pile comme elle vient, ou photographiez les pages : le carré imprimé sur chacune dit laquelle c’est.">
        Compter les conventions signées sur papier
      </Title>
      <ErrorSummary errors={errors} title="Aucune page n’est partie" />
      <SheetSender
        action={addressOf('papers', keys)}
        batch={newBatch}
        label="Choisir ou déposer les pages"
        hint="Un PDF de 300 pages au plus, ou des images JPEG, PNG ou TIFF. Dans n’importe quel ordre et n’importe quel sens."
        error={errors[0]?.message}
      />
      {batches.rows.length > 0 && (
        <>
          <h2>Envois précédents</h2>
          <Table
            caption="Envois précédents"
            captionHidden
            rows={batches.rows}
            keyOf={({ id }) => id}
            hrefOf={hrefOf}
            columns={[
              { key: 'at', label: 'Envoyé', header: true, cell: ({ madeAt }) => momentWords(madeAt) },
              { key: 'files', label: 'Fichiers', numeric: true, cell: ({ files }) => files },
              { key: 'pages', label: 'Pages', numeric: true, cell: ({ pages }) => pages },
              { key: 'state', label: 'État', cell: (line) => <BatchTag line={line} /> },
            ]}
          />
          {batches.next !== undefined && (
            <LinkButton look="quiet" href={addressOf('papers', keys, { apres: batches.next })}>
              Envois plus anciens
            </LinkButton>
          )}
        </>
      )}
    </DeskPage>
  )
}

function BatchTag({ line: { state, unknown } }: { readonly line: BatchLine }) {
  if (state === 'receiving') return <Tag tone="need">envoi non terminé</Tag>
  if (state === 'failed') return <Tag tone="need">lecture interrompue</Tag>
  if (state !== 'read') return <Tag>lecture en cours</Tag>
  return unknown > 0 ? <Tag tone="need">{countWords(unknown, 'page')} à identifier</Tag> : <Tag tone="ok">lu</Tag>
}
