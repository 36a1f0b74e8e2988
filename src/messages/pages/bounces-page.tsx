import { addresses } from '#/addresses.ts'
import {
  type DeskEntry,
  DeskPage,
  EmptyState,
  momentWords,
  PostButton,
  type Signed,
  Table,
  Title,
} from '#/design/index.ts'
import { bounceWords } from '../bounce-words.ts'
import type { Bounce } from '../bounces.ts'

/** Addresses that do not take what is sent to them, for those who can mend them. */
export function BouncesPage({
  bounces,
  signed,
  entries,
}: {
  bounces: readonly Bounce[]
  signed: Signed
  entries: readonly DeskEntry[]
}) {
  return (
    <DeskPage title="Adresses qui refusent" entries={entries} signed={signed}>
      <Title lead="Corrigez l’adresse là où elle est inscrite (compte, élève, structure), ou dites qu’elle est réparée : les courriers y repartent.">
        Adresses qui refusent
      </Title>
      <Table
        caption="Adresses qui refusent les courriers"
        captionHidden
        rows={bounces}
        keyOf={({ address }) => address}
        columns={[
          { key: 'address', label: 'Adresse', header: true, cell: ({ address }) => address },
          { key: 'why', label: 'Pourquoi', cell: (bounce) => bounceWords(bounce) },
          { key: 'at', label: 'Depuis', cell: ({ at }) => momentWords(at) },
          {
            key: 'mend',
            label: 'Réparer',
            cell: ({ address }) => (
              <PostButton action={addresses.bounces} fields={{ adresse: address }} look="plain" small>
                Elle est réparée
              </PostButton>
            ),
          },
        ]}
        empty={
          <EmptyState title="Toutes les adresses reçoivent">
            <p>Une adresse apparaît ici quand un serveur la refuse, et disparaît quand elle est réparée.</p>
          </EmptyState>
        }
      />
    </DeskPage>
  )
}
