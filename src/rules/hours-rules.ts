import { type DayAtWork, joined, minutesOf, mondayOfDay } from './placement-case.ts'
import { defineRule } from './rule.ts'
import { schemeIds } from './scheme.ts'
import { clockWords, dateWords, durationWords } from './words.ts'
import { hoursLimits } from './working-hours-law.ts'

const from = '2019-01-01'
const who = (age: number): string => (age < 18 ? `à ${age} ans` : 'pour un adulte')
const at = ({ date }: DayAtWork) => ({ field: 'hours', day: date }) as const

export const dayHours = defineRule({
  id: 'day-hours',
  says: 'La durée du travail d’un jour dépend de l’âge ce jour-là : 7 h avant 16 ans et en séquence d’observation, 8 h à 16 et 17 ans, 10 h ensuite.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code du travail, articles L3162-1 et L3121-18', parameters: hoursLimits }],
  *judge({ days }) {
    for (const day of days) {
      const worked = minutesOf(day.spans)
      if (worked <= day.limit.dayMinutes) continue
      yield {
        article: day.limit.article,
        message: `${dateWords(day.date)} : ${durationWords(worked)} de présence, pour ${durationWords(day.limit.dayMinutes)} au plus ${who(day.age)}.`,
        mend: `Retirez ${durationWords(worked - day.limit.dayMinutes)} ce jour-là.`,
        where: at(day),
      }
    }
  },
})

export const weekHours = defineRule({
  id: 'week-hours',
  says: 'La durée du travail d’une semaine dépend de l’âge : 30 h avant 15 ans, 35 h jusqu’à 17 ans et en séquence d’observation, 48 h ensuite.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code du travail, articles L3162-1 et L3121-20', parameters: hoursLimits }],
  *judge({ weeks }) {
    for (const week of weeks) {
      // A birthday within the week: the youngest day is the strictest.
      const [strictest] = week.toSorted((a, b) => a.limit.weekMinutes - b.limit.weekMinutes)
      const worked = week.reduce((sum, { spans }) => sum + minutesOf(spans), 0)
      if (!strictest || worked <= strictest.limit.weekMinutes) continue
      const most = strictest.limit.weekMinutes
      yield {
        article: strictest.limit.article,
        message: `semaine du ${dateWords(mondayOfDay(strictest.day).toString())} : ${durationWords(worked)} de présence, pour ${durationWords(most)} au plus ${who(strictest.age)}.`,
        mend: `Retirez ${durationWords(worked - most)} sur la semaine.`,
        where: at(strictest),
      }
    }
  },
})

export const night = defineRule({
  id: 'night',
  says: 'Pas de présence avant 6 h ni après 20 h avant 16 ans et en séquence d’observation, ni après 22 h à 16 et 17 ans.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code du travail, article L3163-2', parameters: hoursLimits }],
  *judge({ days }) {
    for (const day of days) {
      const { startHour, endHour } = day.limit.window
      // A whole day of 24 h: no ban, and a night may pass midnight.
      if (endHour - startHour === 24) continue
      const wrong = day.spans.find(({ start, end }) => start < startHour * 60 || end > endHour * 60)
      if (!wrong) continue
      yield {
        article: day.limit.article,
        message: `${dateWords(day.date)} : présence de ${clockWords(wrong.start)} à ${clockWords(wrong.end)} ; ${who(day.age)}, elle va de ${startHour} h à ${endHour} h.`,
        mend: `Placez la journée entre ${startHour} h et ${endHour} h.`,
        where: at(day),
      }
    }
  },
})

export const pause = defineRule({
  id: 'pause',
  says: 'Une pause de 30 min avant 4 h 30 de présence d’affilée pour les mineurs, de 20 min toutes les 6 h pour les adultes.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code du travail, articles L3162-3 et L3121-16', parameters: hoursLimits }],
  *judge({ days }) {
    for (const day of days) {
      const { afterMinutes, minutes } = day.limit.pause
      const run = joined(day.spans, minutes).find(({ start, end }) => end - start > afterMinutes)
      if (!run) continue
      yield {
        article: day.age < 18 ? 'code du travail, article L3162-3' : 'code du travail, article L3121-16',
        message: `${dateWords(day.date)} : de ${clockWords(run.start)} à ${clockWords(run.end)} sans pause de ${minutes} min ; ${who(day.age)}, il en faut une avant ${durationWords(afterMinutes)} de présence.`,
        mend: `Ajoutez une pause d’au moins ${minutes} min avant ${clockWords(run.start + afterMinutes)}.`,
        where: at(day),
      }
    }
  },
})

export const dailyRest = defineRule({
  id: 'daily-rest',
  says: 'Entre deux jours, le repos dure 14 h avant 16 ans, 12 h à 16 et 17 ans, 11 h ensuite.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [
    {
      from,
      article: 'code du travail, articles L3164-1 et L3131-1',
      parameters: [
        { upTo: 15, minutes: 840, article: 'code du travail, article L3164-1' },
        { upTo: 17, minutes: 720, article: 'code du travail, article L3164-1' },
        { upTo: 200, minutes: 660, article: 'code du travail, article L3131-1' },
      ],
    },
  ],
  *judge({ days, presenceOn }, bands) {
    const own = new Set(days.map(({ date }) => date))
    for (const day of days) {
      const band = bands.find(({ upTo }) => day.age <= upTo)
      if (!band) continue
      // Either neighbour: the day before may belong to another placement. A night reaches at most the day after the next.
      for (const after of [1, 2]) {
        const next = day.day.add({ days: after }).toString()
        const objection = restBetween(day.date, day.spans, next, presenceOn(next), after)
        if (objection) yield objection
        const former = day.day.subtract({ days: after }).toString()
        if (own.has(former)) continue
        const before = restBetween(former, presenceOn(former), day.date, day.spans, after)
        if (before) yield before
      }
      function restBetween(
        one: string,
        spans: DayAtWork['spans'],
        other: string,
        next: DayAtWork['spans'],
        after: number,
      ) {
        const [end, start] = [spans.at(-1)?.end, next[0]?.start]
        if (!band || end === undefined || start === undefined) return undefined
        const rest = start + after * 1440 - end
        if (rest >= band.minutes) return undefined
        return {
          article: band.article,
          message: `entre le ${dateWords(one)} à ${clockWords(end)} et le ${dateWords(other)} à ${clockWords(start)} : ${durationWords(Math.max(0, rest))} de repos, pour ${durationWords(band.minutes)} au moins ${who(day.age)}.`,
          mend: `Finissez plus tôt le ${dateWords(one)}, ou commencez plus tard le ${dateWords(other)}.`,
          where: { field: 'hours', day: other } as const,
        }
      }
    }
  },
})

export const weeklyRest = defineRule({
  id: 'weekly-rest',
  says: 'Chaque semaine, deux jours de repos d’affilée pour les mineurs, le dimanche compris ; un jour pour les adultes.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [
    {
      from,
      article: 'code du travail, articles L3164-2, L3132-1 et L3132-3',
      parameters: {
        minorsUpTo: 17,
        minors: 'code du travail, article L3164-2',
        adults: 'code du travail, article L3132-1',
      },
    },
  ],
  *judge({ weeks, presenceOn }, { minorsUpTo, minors, adults }) {
    for (const week of weeks) {
      const [first] = week
      if (!first) continue
      const dates = [-1, 0, 1, 2, 3, 4, 5, 6, 7].map((days) => mondayOfDay(first.day).add({ days }).toString())
      const works = (weekday: number) => presenceOn(dates[weekday] ?? '').length > 0
      const saturday = dates[6] ?? ''
      const sunday = dates[7] ?? ''
      if (first.age > minorsUpTo) {
        if (week.length < 7) continue
        yield {
          article: adults,
          message: `semaine du ${dateWords(dates[1] ?? '')} : sept jours de présence sans jour de repos.`,
          mend: 'Libérez un jour de la semaine.',
          where: { field: 'hours', day: sunday },
        }
        continue
      }
      if (works(7))
        yield {
          article: minors,
          message: `${dateWords(sunday)} : pas de présence le dimanche avant 18 ans.`,
          mend: 'Libérez le dimanche.',
          where: { field: 'hours', day: sunday },
        }
      // The Sunday needs its neighbour: the Saturday before, or the Monday after; and a week of six days has neither.
      const nextMonday = presenceOn(mondayOfDay(first.day).add({ days: 7 }).toString()).length > 0
      if (works(6) && (works(1) || nextMonday))
        yield {
          article: minors,
          message: `${dateWords(saturday)} : avant 18 ans, deux jours de repos d’affilée par semaine, le dimanche et le samedi ou le lundi.`,
          mend: 'Libérez le samedi, ou le lundi.',
          where: { field: 'hours', day: saturday },
        }
    }
  },
})
