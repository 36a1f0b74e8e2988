import { isPublicHoliday, knowsSchoolHolidays, schoolHolidayOn } from '#/calendar/index.ts'
import { defineRule, inForce } from './rule.ts'
import { schemeIds, schoolSchemes } from './scheme.ts'
import { dateWords, yearDateWords } from './words.ts'

const from = '2019-01-01'

export const publicHoliday = defineRule({
  id: 'public-holiday',
  says: 'Pas de présence un jour férié avant 18 ans, jours fériés d’Alsace-Moselle et d’outre-mer compris là où ils existent.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [
    { from, article: 'code du travail, articles L3164-6, L3134-13 et L3422-2', parameters: { minorsUpTo: 17 } },
  ],
  *judge({ days, placement }, { minorsUpTo }) {
    for (const { date, age } of days)
      if (age <= minorsUpTo && isPublicHoliday(date, placement.holidays))
        yield {
          message: `${dateWords(date)} est un jour férié : pas de présence avant 18 ans.`,
          mend: 'Retirez ce jour.',
          where: { field: 'dates', day: date },
        }
  },
})

export const schoolHolidays = defineRule({
  id: 'school-holidays',
  says: 'Un stage scolaire n’a jamais lieu pendant les vacances de la zone de l’établissement.',
  schemes: schoolSchemes,
  severity: 'refused',
  overridable: false,
  versions: [
    {
      from,
      article: 'code de l’éducation, articles L124-1, L521-1 et D331-1 à D331-15',
      parameters: {},
    },
  ],
  *judge({ days, placement: { zone } }) {
    if (zone === undefined) return
    const told = new Set<string>()
    for (const { date } of days) {
      const holiday = schoolHolidayOn(zone, date)
      const known = knowsSchoolHolidays(zone, date)
      const key = holiday?.join() ?? (known ? '' : 'unknown')
      if (key === '' || told.has(key)) continue
      told.add(key)
      const where = { field: 'dates', day: date } as const
      if (holiday)
        yield {
          message: `${dateWords(date)} tombe pendant les vacances scolaires (${yearDateWords(holiday[0])} au ${yearDateWords(holiday[1])}).`,
          mend: `Choisissez des jours avant ces vacances, ou à partir du ${dateWords(holiday[1])}.`,
          where,
        }
      else
        yield {
          severity: 'warning',
          message: `${yearDateWords(date)} : le calendrier scolaire de cette année n’est pas encore connu de Passerelle.`,
          mend: 'Vérifiez que ces jours sont hors vacances scolaires.',
          where,
        }
    }
  },
})

export const outsideClass = defineRule({
  id: 'outside-class',
  says: 'Un mini-stage a lieu en dehors des cours, pendant les vacances scolaires.',
  schemes: ['mini-stage'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code de l’éducation, articles L332-3-1 et L332-3-2', parameters: {} }],
  *judge({ days, placement: { zone } }) {
    if (zone === undefined) return
    const wrong = days.find(({ date }) => knowsSchoolHolidays(zone, date) && !schoolHolidayOn(zone, date))
    if (wrong)
      yield {
        message: `${dateWords(wrong.date)} est un jour de classe : un mini-stage a lieu pendant les vacances scolaires.`,
        mend: 'Choisissez des jours de vacances de la zone de l’établissement.',
        where: { field: 'dates', day: wrong.date },
      }
  },
})

export const startInPast = defineRule({
  id: 'start-in-past',
  says: 'Un stage ne commence pas avant le jour où sa convention est déposée.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: true,
  versions: [
    {
      from,
      article: 'code du travail, articles D5135-1 à D5135-8 ; code de l’éducation, article L124-1',
      parameters: {},
    },
  ],
  *judge({ first, placement: { submittedOn } }) {
    if (first && first.date < submittedOn)
      yield {
        message: `Le stage commence le ${dateWords(first.date)}, avant le dépôt de la convention (${dateWords(submittedOn)}).`,
        mend: 'Choisissez un début à venir. Si le stage a vraiment commencé, une personne habilitée peut l’admettre en écrivant pourquoi.',
        where: { field: 'dates', day: first.date },
      }
  },
})

/** The national weeks of seconde in a year, as ISO days; undefined until the year's text is encoded. */
export const secondeWindowOf = (year: number) =>
  inForce(secondeWindow.versions, `${year}-06-01`)?.parameters.find(({ from: day }) => day.startsWith(`${year}-`))

export const secondeWindow = defineRule({
  id: 'seconde-window',
  says: 'La séquence d’observation de seconde a lieu pendant la période nationale de juin.',
  schemes: ['observation-2de'],
  severity: 'refused',
  overridable: false,
  versions: [
    {
      from,
      article: 'code de l’éducation, articles D331-1 et D333-3-1 ; circulaires du 28-3-2024 et du 21-11-2025',
      parameters: [
        { from: '2024-06-17', to: '2024-06-28' },
        { from: '2025-06-16', to: '2025-06-27' },
        { from: '2026-06-15', to: '2026-06-26' },
      ],
    },
  ],
  *judge({ days }, windows) {
    const years = new Set<string>()
    for (const { date } of days) {
      const year = date.slice(0, 4)
      const window = windows.find((each) => each.from.startsWith(year))
      if ((window && date >= window.from && date <= window.to) || years.has(year)) continue
      years.add(year)
      const where = { field: 'dates', day: date } as const
      if (window)
        yield {
          message: `${dateWords(date)} est hors de la période nationale de seconde, du ${dateWords(window.from)} au ${yearDateWords(window.to)}.`,
          mend: `Choisissez des jours du ${dateWords(window.from)} au ${dateWords(window.to)}.`,
          where,
        }
      else
        yield {
          severity: 'warning',
          message: `La période nationale de seconde de ${year} n’est pas encore connue de Passerelle.`,
          mend: 'Vérifiez que ces jours sont ceux de la circulaire de l’année.',
          where,
        }
    }
  },
})
