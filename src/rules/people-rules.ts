import { countWords } from '#/design/words.ts'
import { levels as levelWords } from './level.ts'
import type { OtherPlacement } from './placement.ts'
import { type DayAtWork, mondayOfDay } from './placement-case.ts'
import { defineRule } from './rule.ts'
import { schemeIds } from './scheme.ts'
import { dateWords } from './words.ts'

const from = '2019-01-01'

export const leastAge = defineRule({
  id: 'least-age',
  says: 'Une PMSMP est ouverte à partir de 16 ans.',
  schemes: ['pmsmp'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code du travail, articles L4153-1 et L5135-1 à L5135-8', parameters: { years: 16 } }],
  *judge({ first }, { years }) {
    if (first && first.age < years)
      yield {
        message: `${first.age} ans le ${dateWords(first.date)} : une PMSMP est ouverte à partir de ${years} ans.`,
        mend: `Choisissez un début après les ${years} ans de la personne.`,
        where: { field: 'age', day: first.date },
      }
  },
})

export const schemeLevel = defineRule({
  id: 'scheme-level',
  says: 'Chaque dispositif est ouvert à certains niveaux.',
  schemes: ['observation-4e', 'observation-3e', 'observation-2de', 'pfmp', 'digital-week'],
  severity: 'refused',
  overridable: false,
  versions: [
    {
      from,
      article: 'code de l’éducation, articles L124-1, L332-3-1, D331-1 et D333-3-1',
      parameters: {
        'observation-4e': ['quatrieme'],
        'observation-3e': ['troisieme'],
        'observation-2de': ['seconde'],
        pfmp: ['cap', 'bac_pro', 'other'],
        'digital-week': ['troisieme', 'seconde'],
      },
    },
  ],
  *judge({ placement: { scheme, person } }, byScheme) {
    const { level } = person
    const open = Object.entries(byScheme).find(([id]) => id === scheme)?.[1]
    if (level === undefined || !open || open.includes(level)) return
    yield {
      message: `Ce dispositif n’est pas ouvert au niveau ${levelWords[level]}.`,
      mend: 'Choisissez le dispositif du niveau de la personne.',
      where: { field: 'levels' },
    }
  },
})

export const overlap = defineRule({
  id: 'overlap',
  says: 'Une personne n’est pas attendue à deux endroits à la même heure.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: 'code du travail, articles D5135-1 à D5135-8 et L3162-1', parameters: {} }],
  *judge({ placement, others, first, last }) {
    for (const other of others) {
      const days = other.days
      const clash = days
        ? placement.days.find(({ date, spans }) =>
            days.some(
              (each) =>
                each.date === date &&
                each.spans.some((one) =>
                  spans.some((two) => Math.max(one.start, two.start) < Math.min(one.end, two.end)),
                ),
            ),
          )
        : undefined
      if (clash)
        yield {
          message: `${dateWords(clash.date)} : un autre stage de la même personne occupe déjà ces heures.`,
          mend: 'Changez les jours ou les heures, ou annulez l’autre stage.',
          where: { field: 'hours', day: clash.date },
        }
      else if (!days && first && last && other.from <= last.date && other.to >= first.date)
        yield {
          severity: 'warning',
          message: `Un autre stage de la même personne, dont les heures ne sont pas connues, a lieu du ${dateWords(other.from)} au ${dateWords(other.to)}.`,
          mend: 'Vérifiez que les heures ne se recouvrent pas.',
          where: { field: 'dates', day: first.date },
        }
    }
  },
})

export const duplicate = defineRule({
  id: 'duplicate',
  says: 'Un même stage (personne, structure, dates) n’est enregistré qu’une fois.',
  schemes: schemeIds,
  severity: 'refused',
  overridable: false,
  versions: [
    {
      from,
      article: 'code du travail, articles D5135-1 à D5135-8 ; code de l’éducation, article L124-1',
      parameters: {},
    },
  ],
  *judge({ placement, others, first, last }) {
    if (!first || !last) return
    const twin = others.find(
      ({ hostId, from: start, to }) => hostId === placement.host.id && start >= first.date && to <= last.date,
    )
    if (twin)
      yield {
        message: `Un stage de la même personne dans la même structure existe déjà, du ${dateWords(twin.from)} au ${dateWords(twin.to)}.`,
        mend: 'Ouvrez celui qui existe plutôt que d’en faire un second.',
        where: { field: 'dates', day: first.date },
      }
  },
})

/** The day on which most of the others are there while the placement lasts, and how many they are, this one included. */
function busiest(first: DayAtWork, last: DayAtWork, others: readonly OtherPlacement[]) {
  const during = others.filter(({ from: start, to }) => start <= last.date && to >= first.date)
  // Numbers rise only where one begins.
  const starts = [first.date, ...during.map(({ from: start }) => start).filter((start) => start > first.date)]
  const counts = starts.map((date) => ({
    date,
    count: 1 + during.filter(({ from: start, to }) => start <= date && date <= to).length,
  }))
  return counts.reduce((most, each) => (each.count > most.count ? each : most))
}

const stages = 'code de l’éducation, articles'

export const tutorLoad = defineRule({
  id: 'tutor-load',
  says: 'Un tuteur suit au plus trois stagiaires à la fois.',
  schemes: ['pfmp'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: `${stages} L124-9 et R124-13`, parameters: { most: 3 } }],
  *judge({ first, last, placement: { id, tutorOthers } }, { most }) {
    if (!first || !last || !tutorOthers) return
    const { date, count } = busiest(
      first,
      last,
      tutorOthers.filter((other) => other.id !== id),
    )
    if (count > most)
      yield {
        message: `${dateWords(date)} : ${countWords(count, 'stagiaire')} pour ce tuteur, ${most} au plus à la fois.`,
        mend: 'Choisissez un autre tuteur, ou d’autres dates.',
        where: { field: 'tutor', day: date },
      }
  },
})

export const referentLoad = defineRule({
  id: 'referent-load',
  says: 'Un enseignant référent suit au plus seize stagiaires à la fois.',
  schemes: ['pfmp'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: `${stages} L124-2 et D124-3 ; circulaire 2016-053`, parameters: { most: 16 } }],
  *judge({ first, last, placement: { id, referentOthers } }, { most }) {
    if (!first || !last || !referentOthers) return
    const { date, count } = busiest(
      first,
      last,
      referentOthers.filter((other) => other.id !== id),
    )
    if (count > most)
      yield {
        message: `${dateWords(date)} : ${countWords(count, 'stagiaire')} pour cet enseignant, ${most} au plus à la fois.`,
        mend: 'Choisissez un autre enseignant référent, ou d’autres dates.',
        where: { field: 'referent', day: date },
      }
  },
})

export const hostShare = defineRule({
  id: 'host-share',
  says: 'Une structure accueille en PFMP, une même semaine, au plus 15 % de son effectif, ou trois stagiaires sous vingt personnes.',
  schemes: ['pfmp'],
  severity: 'refused',
  overridable: false,
  versions: [{ from, article: `${stages} L124-8 et R124-10`, parameters: { share: 0.15, under: 20, few: 3 } }],
  *judge({ weeks, placement: { id, host } }, { share, under, few }) {
    const { staff, others } = host
    if (staff === undefined || !others) return
    // Rounded up to a whole person (R124-10); 15 % of 20 is 3 in law, 3.0000000000000004 for a machine.
    const most = staff < under ? few : Math.ceil(Math.round(staff * share * 1000) / 1000)
    for (const week of weeks) {
      const [first] = week
      if (!first) continue
      const monday = mondayOfDay(first.day)
      const [start, end] = [monday.toString(), monday.add({ days: 6 }).toString()]
      const there = others.filter(
        (other) => other.id !== id && other.scheme === 'pfmp' && other.from <= end && other.to >= start,
      )
      if (there.length + 1 <= most) continue
      yield {
        message: `semaine du ${dateWords(start)} : ${countWords(there.length + 1, 'stagiaire')} dans la structure, ${most} au plus.`,
        mend: 'Choisissez une autre semaine ou une autre structure.',
        where: { field: 'host', day: first.date },
      }
      return
    }
  },
})
