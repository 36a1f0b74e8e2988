import type { DayJourneys, Journey } from '#/transit/index.ts'
import type { RunJourney, RunWay } from './tables.ts'

/** Keeps the journeys of each placement as JSON text: a hundred thousand legs as objects would weigh five times more. */
export function journeyKeeper() {
  const kept = new Map<string, string>()
  return {
    keep(
      { pupil, offer, weeks }: { pupil: number; offer: number; weeks: readonly string[] },
      days: readonly DayJourneys[],
    ): void {
      const journey = summariseDays(days)
      if (!journey) return
      const text = JSON.stringify(journey)
      for (const week of weeks) kept.set(`${pupil} ${offer} ${week}`, text)
    },
    journeyOf(pupil: number, offer: number, week: string): RunJourney | undefined {
      const text = kept.get(`${pupil} ${offer} ${week}`)
      // What `keep` wrote a moment ago.
      return text === undefined ? undefined : (JSON.parse(text) as RunJourney)
    },
  }
}

/** Each way on its own longest day, and the days of which the hours differ; undefined when a day or a way does not work. */
export function summariseDays(days: readonly DayJourneys[]): RunJourney | undefined {
  const whole = days.flatMap(({ day, out, back }) => (out && back ? [{ date: day.asked.toString(), out, back }] : []))
  if (whole.length === 0 || whole.length < days.length) return undefined
  const longest = (ways: readonly Journey[]): Journey =>
    ways.reduce((worst, way) => (way.minutes > worst.minutes ? way : worst))
  const out = longest(whole.map((day) => day.out))
  const back = longest(whole.map((day) => day.back))
  const same = (a: Journey, b: Journey) => a.departSeconds === b.departSeconds && a.arriveSeconds === b.arriveSeconds
  return {
    out: wayOf(out),
    back: wayOf(back),
    others: whole
      .filter((day) => !same(day.out, out) || !same(day.back, back))
      .map((day) => ({
        date: day.date,
        leave: day.out.departSeconds,
        arrive: day.out.arriveSeconds,
        leaveWork: day.back.departSeconds,
        home: day.back.arriveSeconds,
      })),
  }
}

const wayOf = ({ departSeconds, arriveSeconds, minutes, transfers, legs }: Journey): RunWay => ({
  departSeconds,
  arriveSeconds,
  minutes,
  transfers,
  legs,
})
