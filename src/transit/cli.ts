import { dayWords, durationWords, hourWords } from '#/design/words.ts'
import { type Command, command, UsageError } from '#/platform/command-line.ts'
import { terminalProgress } from '#/platform/progress.ts'
import type { AnswerDays, DayJourneys, FeedReport, Journey, JourneyLeg, Position } from './index.ts'
import { describeDays, openTimetables } from './index.ts'

const declared = command({
  name: 'reach',
  summary: 'les trajets d’un domicile à un lieu d’accueil, jour par jour, selon les horaires donnés',
  options: {
    gtfs: {
      type: 'string',
      required: true,
      multiple: true,
      value: 'F',
      help: 'horaires GTFS : fichier zip ou dossier',
    },
    from: { type: 'string', required: true, value: 'LAT,LON', help: 'le domicile, par exemple 48.58,7.75' },
    to: { type: 'string', required: true, value: 'LAT,LON', help: 'le lieu d’accueil' },
    date: {
      type: 'string',
      required: true,
      value: 'D[/D2]',
      help: 'un jour (2026-06-15), ou du premier au dernier jour',
    },
    'arrive-by': { type: 'string', value: 'T', help: 'arriver au plus tard à (09:00)' },
    'leave-after': { type: 'string', value: 'T', help: 'repartir au plus tôt à (16:30)' },
    'max-minutes': { type: 'string', value: 'N', help: 'de porte à porte, chaque sens (75)' },
    'max-walk-minutes': { type: 'string', value: 'N', help: 'chaque marche (30)' },
    'max-transfers': { type: 'string', value: 'N', help: 'changements (2)' },
    json: { type: 'boolean', help: 'la réponse entière, pour un programme' },
  },
  async run(values) {
    const home = readPosition('from', values.from)
    const place = {
      ...readPosition('to', values.to),
      arriveBySeconds: readHour('arrive-by', values['arrive-by'] ?? '09:00'),
      leaveAfterSeconds: readHour('leave-after', values['leave-after'] ?? '16:30'),
    }
    const limits = {
      maxMinutes: readWhole('max-minutes', values['max-minutes'] ?? '75', 1, 600),
      maxWalkMinutes: readWhole('max-walk-minutes', values['max-walk-minutes'] ?? '30', 0, 240),
      maxTransfers: readWhole('max-transfers', values['max-transfers'] ?? '2', 0, 10),
    }
    const dates = readDates(values.date)
    const bar = terminalProgress()
    const { progress } = bar
    try {
      const reach = await openTimetables(values.gtfs, { progress })
      const request = { dates, homes: [home], places: [place], limits }
      const [days] = await reach.journeys(request, [{ home: 0, place: 0 }], { progress })
      const answer = reach.answerDays(dates)
      bar.end()
      const said = values.json ? sayJson(days!, answer, reach.feeds) : sayText(days!, answer, reach.feeds)
      process.stdout.write(`${said}\n`)
      return 0
    } finally {
      bar.end()
    }
  },
})

/** `passerelle reach`: the journeys of each working day between two positions, as the allocation sees them. */
export const reachCommand: Command = {
  summary: declared.summary,
  help: declared.help,
  run: (args) => declared.run(joinNegatives(args)),
}

/** A latitude south of the equator (`--from -21.1,55.5`) would pass for another option: it is joined to its own. */
function joinNegatives(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const each of args) {
    const option = joined.at(-1)
    if (/^-\d/.test(each) && (option === '--from' || option === '--to')) joined.splice(-1, 1, `${option}=${each}`)
    else joined.push(each)
  }
  return joined
}

function readPosition(option: string, text: string): Position {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  const [lat, lon] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || Math.abs(lat) > 90 || Math.abs(lon) > 180)
    throw new UsageError(
      `--${option} ${text} : donnez la latitude puis la longitude en degrés, avec un point, par exemple --${option} 48.5846,7.7507.`,
    )
  return { lat, lon }
}

function readHour(option: string, text: string): number {
  const match = /^(\d{1,2})[:h](\d{2})?$/.exec(text)
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2] ?? 0)]
  if (!match || hours > 23 || minutes > 59)
    throw new UsageError(`--${option} ${text} : donnez une heure de 00:00 à 23:59, par exemple 09:00.`)
  return hours * 3600 + minutes * 60
}

function readWhole(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`--${option} ${text} : donnez un nombre entier de ${least} à ${most}.`)
  return value
}

const MOST_DAYS = 366

/** Monday to Friday of the range; a single day whatever it is. Holidays are left to who asks. */
function readDates(text: string): Temporal.PlainDate[] {
  const [first, last = first, ...more] = text.split('/').map((part) => readDate(part, text))
  if (!first || !last || more.length > 0 || Temporal.PlainDate.compare(first, last) > 0)
    throw new UsageError(
      `--date ${text} : donnez un jour, ou le premier et le dernier, par exemple 2026-06-15/2026-06-26.`,
    )
  const count = first.until(last, { largestUnit: 'days' }).days + 1
  if (count > MOST_DAYS) throw new UsageError(`--date ${text} : donnez une période d’un an au plus.`)
  const dates = Array.from({ length: count }, (_, days) => first.add({ days }))
  const working = count === 1 ? dates : dates.filter(({ dayOfWeek }) => dayOfWeek <= 5)
  if (working.length === 0) throw new UsageError(`--date ${text} : cette période n’a aucun jour du lundi au vendredi.`)
  return working
}

function readDate(part: string, whole: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(part)) return Temporal.PlainDate.from(part, { overflow: 'reject' })
  } catch {
    // Said below: a day such as 2026-02-30.
  }
  throw new UsageError(`--date ${whole} : « ${part} » n’est pas un jour ; donnez-le comme 2026-06-15.`)
}

/** The longest way of all days, if every day works both ways. */
function worstMinutes(days: readonly DayJourneys[]): { out: number; back: number } | undefined {
  let [out, back] = [0, 0]
  for (const day of days) {
    if (!day.out || !day.back) return undefined
    out = Math.max(out, day.out.minutes)
    back = Math.max(back, day.back.minutes)
  }
  return { out, back }
}

function sayJson(days: readonly DayJourneys[], answer: AnswerDays, feeds: readonly FeedReport[]): string {
  const worst = worstMinutes(days)
  const said = {
    withinReach: worst !== undefined,
    worst: worst ? { minutesOut: worst.out, minutesBack: worst.back } : null,
    except: describeDays(days) ?? null,
    warnings: answer.warnings,
    days: days.map(({ day, out, back }) => ({
      asked: day.asked.toString(),
      used: day.used.toString(),
      ...(day.usedByFeed ? { usedByFeed: day.usedByFeed.map(String) } : {}),
      out: out ?? null,
      back: back ?? null,
    })),
    feeds,
  }
  return JSON.stringify(said, null, 2)
}

function sayText(days: readonly DayJourneys[], answer: AnswerDays, feeds: readonly FeedReport[]): string {
  const worst = worstMinutes(days)
  const lines = [
    worst
      ? `À portée chaque jour demandé : ${durationWords(worst.out)} à l’aller, ${durationWords(worst.back)} au retour au plus long.`
      : `Hors de portée : ${describeDays(days)}.`,
    ...answer.warnings.map((warning) => `Attention : ${warning}`),
  ]
  // Days with the same journeys are told once.
  for (const same of Map.groupBy(days, ({ out, back }) => JSON.stringify([out, back])).values()) {
    lines.push('', ...same.map(({ day }) => sayDay(day, feeds)))
    const { out, back } = same[0]!
    lines.push('  Aller', ...sayJourney(out), '  Retour', ...sayJourney(back))
  }
  for (const feed of feeds) lines.push('', ...sayFeed(feed))
  return lines.join('\n')
}

function sayDay({ asked, used, usedByFeed }: DayJourneys['day'], feeds: readonly FeedReport[]): string {
  const title = dayWords(asked, { year: true })
  if (usedByFeed)
    return `${title} (horaires : ${feeds.map(({ name }, feed) => `${name} du ${dayWords(usedByFeed[feed]!, { year: true })}`).join(', ')})`
  return asked.equals(used) ? title : `${title} (horaires du ${dayWords(used, { year: true })})`
}

function sayJourney(journey: Journey | undefined): string[] {
  if (!journey) return ['    aucun trajet dans ces limites']
  const changes = journey.transfers === 0 ? '' : `, ${journey.transfers} changement${journey.transfers > 1 ? 's' : ''}`
  return [
    `    ${hourWords(journey.departSeconds)} → ${hourWords(journey.arriveSeconds)}, ${durationWords(journey.minutes)}${changes}`,
    ...journey.legs.map((leg) => `      ${sayLeg(leg)}`),
  ]
}

function sayLeg({ kind, departSeconds, arriveSeconds, from, to, line, headsign, mode }: JourneyLeg): string {
  const times = `${hourWords(departSeconds)}  `
  const walk = `à pied ${durationWords(Math.ceil((arriveSeconds - departSeconds) / 60))}`
  if (kind === 'walk') return `${times}${walk}${to === undefined ? '' : ` jusqu’à ${to}`}`
  return `${times}${mode} ${line} direction ${headsign}, de ${from} à ${to} (${hourWords(arriveSeconds)})`
}

function sayFeed({ name, routes, stops, trips, firstDate, lastDate, defects }: FeedReport): string[] {
  return [
    `${name} : ${routes} lignes, ${stops} arrêts, ${trips} trajets, du ${firstDate} au ${lastDate}`,
    ...defects.map(({ kind, count, example }) => `  ${count} × ${kind} (${example})`),
  ]
}
