import { addresses } from '#/addresses.ts'
import { Bar, type BarPart, DeskPage, EmptyState, Table, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { Workplace } from '#/pupils/index.ts'
import { partsOf } from '../class-glance.ts'
import type { ClassRow } from '../read-class.ts'
import { classTitle } from './class-glance-page.tsx'

/** A place of work, with the state of its pupils where it is a class. */
export interface StatedWorkplace extends Workplace {
  readonly rows: readonly ClassRow[] | undefined
}

/** For someone who works in several schools or classes: where somebody needs them first. */
export const MyClassesPage = ({
  account,
  places,
}: {
  readonly account: Account
  readonly places: readonly StatedWorkplace[]
}) => (
  <DeskPage title="Mes classes" entries={entriesOf(account, 'classes')} signed={account}>
    <Title lead="Choisissez où vous travaillez maintenant.">Mes classes</Title>
    <Table
      caption="Établissements et classes"
      captionHidden
      rows={places}
      keyOf={({ key }) => key}
      hrefOf={({ href }) => href}
      columns={[
        { key: 'name', label: 'Nom', header: true, cell: ({ name }) => name },
        { key: 'what', label: 'Où', cell: ({ what }) => what },
        { key: 'state', label: 'Où en est-on', cell: ({ rows }) => (rows ? classTitle(rows) : '') },
        {
          key: 'bar',
          label: 'En couleurs',
          wideOnly: true,
          cell: ({ rows }) =>
            rows && rows.length > 0 ? <State parts={partsOf(rows.map(({ glance }) => glance))} /> : '',
        },
      ]}
      empty={
        <EmptyState title="Aucune classe pour l’instant">
          <p>
            Votre rôle ne porte plus sur aucune classe. La personne qui gère les comptes de l’établissement peut vous en
            confier une.
          </p>
        </EmptyState>
      }
    />
    {places.length > 0 && (
      <p>
        <a href={addresses.classesCalendar}>Ces semaines et vos visites dans votre agenda</a>
      </p>
    )}
  </DeskPage>
)

const State = ({ parts }: { readonly parts: readonly BarPart[] }) => (
  <span class="class-state">
    <Bar parts={parts} height={12} />
  </span>
)
