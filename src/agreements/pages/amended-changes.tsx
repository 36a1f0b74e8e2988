import { Table } from '#/design/index.ts'
import { type Change, oneLine } from '../document/amended.ts'

/** What an amendment changes, before and after, for whoever signs or reads it. */
export const AmendedChanges = ({ changes }: { readonly changes: readonly Change[] }) => (
  <section>
    <h2>Ce que l’avenant change</h2>
    <Table
      caption="Ce que l’avenant change"
      captionHidden
      rows={changes}
      keyOf={([object]) => object}
      columns={[
        { key: 'object', label: 'Objet', header: true, cell: ([object]) => object },
        { key: 'before', label: 'Avant', cell: ([, before]) => oneLine(before) },
        { key: 'after', label: 'Désormais', cell: ([, , after]) => <strong>{oneLine(after)}</strong> },
      ]}
    />
    <p class="soft">Tout le reste de la convention demeure.</p>
  </section>
)
