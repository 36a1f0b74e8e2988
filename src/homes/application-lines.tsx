import { addressOf } from '#/addresses.ts'
import { applicationStates, deadlineWords, type ListedApplication } from '#/applications/index.ts'
import { dayWords, duringWords, type TimelineStep } from '#/design/index.ts'

export type LineReader = 'tu' | 'vous'

/** An application as one line of a timeline: what it is, where it stands, what comes next and when. */
export function applicationLine(
  { application, hostName, offerTitle }: ListedApplication,
  { reader, timeZone, journey }: { reader: LineReader; timeZone: string; journey?: string | undefined },
): TimelineStep {
  const { id, state, weeks } = application
  const words = applicationStates[state]
  const when = words.waitsFor === 'pupil' ? 'now' : state === 'confirmed' || !words.open ? 'done' : 'next'
  return {
    key: id,
    when,
    title: <a href={addressOf('application', { application: id })}>{`${hostName} · ${offerTitle}`}</a>,
    detail: (
      <>
        {reader === 'tu' ? words.pupil : words.adult}, {duringWords(weeks)}
        {expected(application, timeZone, reader)}
        {journey && (
          <>
            <br />
            {journey}
          </>
        )}
      </>
    ),
  }
}

function expected(
  { state, expiresAt, since }: ListedApplication['application'],
  timeZone: string,
  reader: LineReader,
): string {
  const until = expiresAt && deadlineWords(expiresAt, timeZone)
  switch (state) {
    case 'submitted':
    case 'read':
      return until ? `. Réponse attendue avant ${until}` : ''
    case 'accepted':
    case 'countered':
    case 'asked':
      if (!until) return ''
      return reader === 'tu' ? `. À toi de répondre avant ${until}` : `. À l’élève de répondre avant ${until}`
    case 'confirmed':
    case 'refused':
    case 'expired':
    case 'cancelled':
    case 'withdrawn':
      return `. Depuis le ${dayWords(since.toZonedDateTimeISO(timeZone).toPlainDate())}`
    case 'draft':
    case 'waiting':
      return ''
    default:
      return state satisfies never
  }
}
