import { addressOf } from '#/addresses.ts'
import { ColumnPage, countWords, type DeskEntry, EmptyState, type Signed, Title } from '#/design/index.ts'

export interface HostChoice {
  readonly id: string
  readonly name: string
  readonly toAnswer: number
}

/** For who answers for several hosts: where something waits first. */
export const ChooseHostPage = ({
  signed,
  entries,
  hosts,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly hosts: readonly HostChoice[]
}) => (
  <ColumnPage title="Vos structures" signed={signed} entries={entries}>
    <Title>Choisissez une structure</Title>
    {hosts.length === 0 ? (
      <EmptyState title="Aucune structure pour l’instant">
        <p>Votre rôle ne porte plus sur aucune structure. La personne qui en tient les comptes peut vous inviter.</p>
      </EmptyState>
    ) : (
      <ul class="rows">
        {hosts.map(({ id, name, toAnswer }) => (
          <li key={id}>
            <a href={addressOf('hostHome', { host: id })}>{name}</a>
            <span class="soft">
              {toAnswer > 0
                ? `${countWords(toAnswer, 'candidature attend', 'candidatures attendent')} votre réponse`
                : 'Rien n’attend'}
            </span>
          </li>
        ))}
      </ul>
    )}
  </ColumnPage>
)
