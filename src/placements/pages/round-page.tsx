import { addressOf } from '#/addresses.ts'
import { BOUND, countWords, DeskPage, dayWords, numberWords, Table, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { SchoolClass } from '#/pupils/index.ts'
import { hostContactsOf, hostNamesOf, type Placement, pupilNameOf } from '../placement.ts'
import type { PlannedRound } from '../plan-round.ts'

/** The visits of a day in the order of the shortest way, to print and take along. */
export function RoundPage({
  account,
  of,
  schoolName,
  day,
  round,
}: {
  readonly account: Account
  readonly of: SchoolClass
  readonly schoolName: string
  readonly day: Temporal.PlainDate
  readonly round: PlannedRound<Placement>
}) {
  const title = `Tournée du ${dayWords(day)}`
  return (
    <DeskPage title={title} entries={entriesOf(account, 'classes')} signed={account} place={schoolName}>
      <Title
        eyebrow={<a href={addressOf('visits', { class: of.id })}>{of.name}</a>}
        lead={
          round.stops.length > 0
            ? `${countWords(round.stops.length, 'lieu', 'lieux')} depuis ${schoolName} et retour, ${kmWords(round.metres)} à vol d’oiseau. Cette page s’imprime.`
            : undefined
        }
      >
        {title}
      </Title>
      <Table
        caption="Les lieux dans l’ordre"
        captionHidden
        rows={round.stops.map((stop, at) => ({ ...stop, number: at + 1 }))}
        keyOf={({ of: { agreement } }) => agreement.id}
        columns={[
          { key: 'number', label: 'N°', numeric: true, cell: ({ number }) => number },
          {
            key: 'host',
            label: 'Lieu',
            header: true,
            cell: ({ of: { agreement } }) => {
              const [host] = agreement.content.hosts
              return (
                <>
                  {hostNamesOf(agreement)}
                  <br />
                  <span class="soft">{host.siteAddress ?? host.address}</span>
                </>
              )
            },
          },
          { key: 'pupil', label: 'Élève', cell: ({ of: { agreement } }) => pupilNameOf(agreement) },
          {
            key: 'who',
            label: 'Sur place',
            cell: ({ of: { agreement } }) => {
              const [contact] = hostContactsOf(agreement)
              return [contact?.name, contact?.phone].filter(Boolean).join(', ')
            },
          },
          { key: 'way', label: 'Depuis le précédent', numeric: true, cell: ({ metres }) => kmWords(metres) },
        ]}
        empty={<p>Aucune visite dont le lieu est connu n’est prévue ce jour-là.</p>}
      />
      {round.apart.length > 0 && (
        <section>
          <h2>À placer vous-même</h2>
          <p class="soft">
            Leur adresse n’est pas connue sur la carte, ou la tournée est déjà pleine ({countWords(16, 'lieu', 'lieux')}
            ).
          </p>
          <ul class="plain">
            {round.apart.map(({ agreement }) => (
              <li key={agreement.id}>
                {pupilNameOf(agreement)}, {hostNamesOf(agreement)}, {agreement.content.hosts[0].address}
              </li>
            ))}
          </ul>
        </section>
      )}
    </DeskPage>
  )
}

const kmWords = (metres: number): string =>
  metres < 950
    ? `${Math.round(metres / 50) * 50}${BOUND}m`
    : `${numberWords(metres / 1000, metres < 9950 ? 1 : 0)}${BOUND}km`
