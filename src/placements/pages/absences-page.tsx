import { addressOf } from '#/addresses.ts'
import { capital, clockWords, countWords, DeskPage, dayWords, listWords, Table, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { School } from '#/territory/index.ts'
import type { Absence } from '../absences.ts'
import { halfWords } from '../half-day.ts'

/** Those of a school who did not come on a day. */
export function AbsencesPage({
  account,
  territoryId,
  school,
  day,
  today,
  timeZone,
  absences,
  counts,
}: {
  readonly account: Account
  readonly territoryId: string
  readonly school: School
  readonly day: Temporal.PlainDate
  readonly today: Temporal.PlainDate
  readonly timeZone: string
  readonly absences: readonly Absence[]
  readonly counts: { readonly away: number; readonly said: number }
}) {
  const when = day.equals(today) ? 'aujourd’hui' : dayWords(day)
  const title =
    absences.length === 0
      ? `Aucune absence en stage ${when}`
      : `${countWords(absences.length, 'élève absent', 'élèves absents')} ${when}`
  const to = { territory: territoryId, school: school.uai }
  const link = (other: Temporal.PlainDate) => addressOf('schoolAbsences', to, { jour: other.toString() })
  return (
    <DeskPage title={title} entries={entriesOf(account, 'classes')} signed={account} place={school.name}>
      <Title
        eyebrow={<a href={addressOf('school', to)}>{school.name}</a>}
        lead={
          counts.away === 0
            ? `${capital(dayWords(day))} : personne n’est attendu en stage.`
            : `${capital(dayWords(day))} : ${countWords(counts.away, 'élève attendu', 'élèves attendus')} en stage, ${countWords(counts.said, 'lieu a répondu', 'lieux ont répondu')}.`
        }
      >
        {title}
      </Title>
      <Table
        caption="Élèves absents de leur stage"
        captionHidden
        rows={absences}
        keyOf={({ agreementId }) => agreementId}
        hrefOf={({ agreementId }) => addressOf('placement', { agreement: agreementId })}
        columns={[
          { key: 'name', label: 'Élève', header: true, cell: ({ name }) => name },
          { key: 'class', label: 'Classe', cell: ({ className }) => className },
          { key: 'when', label: 'Quand', cell: ({ halves }) => listWords(halves.map((half) => halfWords[half])) },
          { key: 'host', label: 'Lieu', cell: ({ hostName }) => hostName },
          { key: 'at', label: 'Dit à', cell: ({ at }) => clockWords(at, timeZone) },
        ]}
        empty={<p>Les absences que disent les lieux d’accueil apparaissent ici aussitôt, et partent par courriel.</p>}
      />
      <p>
        <a href={link(day.subtract({ days: 1 }))}>La veille</a>
        {day.equals(today) ? '' : ' · '}
        {!day.equals(today) && <a href={addressOf('schoolAbsences', to)}>Aujourd’hui</a>}
      </p>
    </DeskPage>
  )
}
