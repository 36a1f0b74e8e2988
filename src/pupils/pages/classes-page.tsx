import { addressOf } from '#/addresses.ts'
import { DeskPage, EmptyState, Table, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'

/** A school or a class where someone works, as a line to open it. */
export interface Workplace {
  readonly key: string
  readonly name: string
  readonly what: string
  readonly href: string
}

export const schoolPlace = (territory: string, school: string, name: string): Workplace => ({
  key: `${territory} ${school}`,
  name,
  what: 'établissement',
  href: addressOf('school', { territory, school }),
})

/** For someone who works in several schools or classes: where to go. */
export const ClassesPage = ({ account, places }: { account: Account; places: readonly Workplace[] }) => (
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
  </DeskPage>
)
