import { countWords } from '#/design/words.ts'
import { mondayOfDay, type PlacementCase } from './placement-case.ts'
import { defineRule } from './rule.ts'
import { dateWords } from './words.ts'

const from = '2019-01-01'

/** First day of the school year of an ISO date: 1 September. */
const schoolYearOf = (date: string): string =>
  date.slice(5) >= '09-01' ? `${date.slice(0, 4)}-09-01` : `${Number(date.slice(0, 4)) - 1}-09-01`

export const fiveDays = defineRule({
  id: 'five-days',
  says: 'Une séquence d’observation de quatrième ou de troisième et un mini-stage durent au plus cinq jours, à la suite ou non.',
  schemes: ['observation-4e', 'observation-3e', 'mini-stage'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code de l’éducation, articles D331-1 à D331-15 et L332-3-1', parameters: { days: 5 } }],
  *judge({ days, others, placement }, { days: most }) {
    const [first] = days
    if (!first) return
    // Days at another host in the same school year and scheme count too; mini-stages are counted one by one.
    const year = schoolYearOf(first.date)
    const elsewhere =
      placement.scheme === 'mini-stage'
        ? []
        : others
            .filter(({ scheme }) => scheme === placement.scheme)
            .flatMap((other) => (other.days ?? []).map(({ date }) => date))
            .filter((date) => schoolYearOf(date) === year)
    const count = new Set([...elsewhere, ...days.map(({ date }) => date)]).size
    if (count <= most) return
    const over = days[Math.max(0, days.length - (count - most))] ?? first
    yield {
      message: `${countWords(count, 'jour')} au total, pour ${most} au plus.`,
      mend: `Retirez ${countWords(count - most, 'jour')}.`,
      where: { field: 'dates', day: over.date },
    }
  },
})

export const secondeWeeks = defineRule({
  id: 'seconde-weeks',
  says: 'En seconde : deux semaines de suite dans une structure, ou une semaine dans chacune de deux structures.',
  schemes: ['observation-2de'],
  severity: 'refused',
  overridable: false,
  versions: [
    {
      from,
      article: 'code de l’éducation, article D333-3-1 ; circulaires du 28-3-2024 et du 21-11-2025',
      parameters: { weeks: 2, hosts: 2 },
    },
  ],
  *judge({ days, others, first, placement }, { weeks: most, hosts: mostHosts }) {
    if (!first) return
    const year = schoolYearOf(first.date)
    const elsewhere = others.filter(
      (other) =>
        other.scheme === 'observation-2de' && schoolYearOf(other.from) === year && other.hostId !== placement.host.id,
    )
    const own = mondaysOf(days.map(({ date }) => date))
    const hosts = new Set(elsewhere.map(({ hostId }) => hostId)).size + 1
    const where = { field: 'weeks', day: first.date } as const
    if (hosts > mostHosts)
      yield {
        message: `C’est la ${hosts}e structure de cette séquence, pour ${mostHosts} au plus.`,
        mend: 'Gardez une structure pour deux semaines, ou deux structures d’une semaine.',
        where,
      }
    const theirs = mondaysOf(elsewhere.flatMap(({ from: start, to }) => [start, to]))
    const all = new Set([...own, ...theirs])
    if (own.length > most || all.size > most)
      yield {
        message: `${countWords(Math.max(own.length, all.size), 'semaine')} au total, pour ${most} au plus.`,
        mend: 'Gardez deux semaines qui se suivent.',
        where,
      }
    else if (own.some((monday) => theirs.includes(monday)))
      yield {
        message: 'Une autre structure accueille déjà l’élève la même semaine.',
        mend: 'Choisissez l’autre semaine, ou une seule structure pour les deux.',
        where,
      }
    else if (all.size < most)
      yield {
        severity: 'warning',
        message: 'Une seule semaine est trouvée : la séquence en compte deux.',
        mend: 'Allongez le stage d’une semaine, ou trouvez une autre structure pour l’autre semaine.',
        where,
      }
  },
})

const mondaysOf = (dates: readonly string[]): readonly string[] => [
  ...new Set(dates.map((date) => mondayOfDay(Temporal.PlainDate.from(date)).toString())),
]

export const oneSchoolWeek = defineRule({
  id: 'one-school-week',
  says: 'Une semaine numérique tient dans une seule semaine de classe.',
  schemes: ['digital-week'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code de l’éducation, articles D331-1 à D331-15', parameters: { weeks: 1 } }],
  *judge({ weeks }, { weeks: most }) {
    const over = weeks[most]?.[0]
    if (over)
      yield {
        message: `${countWords(weeks.length, 'semaine')}, pour ${most} au plus.`,
        mend: `Retirez les jours à partir du ${dateWords(over.date)}.`,
        where: { field: 'weeks', day: over.date },
      }
  },
})

export const pfmpLength = defineRule({
  id: 'pfmp-length',
  says: 'Une période de formation en milieu professionnel de bac professionnel dure au moins trois semaines.',
  schemes: ['pfmp'],
  // To be checked against the diploma: a shorter end of a period that was cut in two is no fault.
  severity: 'warning',
  overridable: false,
  versions: [
    {
      from,
      article: 'code de l’éducation, article L124-1 ; circulaire 2016-053',
      parameters: { levels: ['bac_pro'], weeks: 3 },
    },
  ],
  *judge({ weeks, first, placement }: PlacementCase, { levels, weeks: least }) {
    if (!first || !levels.some((level) => level === placement.person.level) || weeks.length >= least) return
    yield {
      message: `${countWords(weeks.length, 'semaine')} : une période de bac professionnel en compte au moins ${least}.`,
      mend: `Allongez la période à ${least} semaines, ou vérifiez avec l’établissement.`,
      where: { field: 'weeks', day: first.date },
    }
  },
})
