import { type ApplicationState, deadlineWords } from '#/applications/index.ts'
import { mondayOf } from '#/calendar/index.ts'
import { countWords, duringWords } from '#/design/index.ts'
import { type HomeApplication, heldWeeks, missingWeeks } from './pupil-placement.ts'

/** All that what comes next depends on. */
export interface StepFacts {
  readonly today: Temporal.PlainDate
  readonly timeZone: string
  readonly firstName: string
  /** ISO weeks that the class has to fill, ascending; empty while the school has said none. */
  readonly needed: readonly string[]
  readonly applications: readonly HomeApplication[]
  /** Places kept. */
  readonly saved: number
  readonly help: 'none' | 'offered' | 'asked'
  /** A place that the coordination found and that waits for the pupil's answer. */
  readonly found?: { readonly id: string; readonly hostName: string; readonly expiresAt: Temporal.Instant } | undefined
}

export type StepKind =
  | 'found'
  | 'confirm'
  | 'dates'
  | 'question'
  | 'over'
  | 'during'
  | 'placed'
  | 'draft'
  | 'wait'
  | 'queue'
  | 'helped'
  | 'half'
  | 'again'
  | 'saved'
  | 'weeks-unknown'
  | 'start'

/** Where the one button leads: to an application, to the search (of a week), or to the places kept. */
export type StepAim =
  | { readonly to: 'application' | 'proposal'; readonly id: string }
  | { readonly to: 'search'; readonly week: string | undefined }
  | { readonly to: 'favourites' }

export interface NextStep {
  readonly kind: StepKind
  /** To the pupil. */
  readonly tu: string
  /** About the pupil, to the family. */
  readonly vous: string
  readonly aim: StepAim
  readonly button: string
}

interface Seen extends StepFacts {
  readonly held: readonly string[]
  readonly missing: readonly string[]
  /** Those in a state, whose time runs out first ahead. */
  readonly of: (...states: readonly ApplicationState[]) => readonly HomeApplication[]
}

type Row = { readonly kind: StepKind; readonly look: (seen: Seen) => Omit<NextStep, 'kind'> | undefined }

/** What comes next, in one sentence: the first row of the table that applies. */
export function nextStep(facts: StepFacts): NextStep {
  const seen: Seen = {
    ...facts,
    held: heldWeeks(facts.applications),
    missing: missingWeeks(facts.needed, facts.applications),
    of: (...states) => facts.applications.filter(({ state }) => states.includes(state)).toSorted(soonest),
  }
  for (const { kind, look } of rows) {
    const step = look(seen)
    if (step) return { kind, ...step }
  }
  return { kind: 'start', ...start(seen) }
}

/** Most pressing first: a place that waits, then what keeps others waiting, then what one has, then what one looks for. */
const rows: readonly Row[] = [
  {
    kind: 'found',
    look({ found, firstName, ...seen }) {
      if (!found) return undefined
      const until = untilWords(found, seen)
      return {
        tu: `On a trouvé une place pour toi chez ${found.hostName} : réponds${until}.`,
        vous: `Une place est trouvée pour ${firstName} chez ${found.hostName} : réponse à donner${until}.`,
        aim: { to: 'proposal', id: found.id },
        button: 'Voir la place trouvée',
      }
    },
  },
  {
    kind: 'confirm',
    look({ of, firstName, ...seen }) {
      const [first] = of('accepted')
      if (!first) return undefined
      const until = untilWords(first, seen)
      return {
        tu: `Ta place t’attend chez ${first.hostName} : confirme-la${until}.`,
        vous: `Une place attend ${firstName} chez ${first.hostName} : à confirmer${until}.`,
        aim: { to: 'application', id: first.id },
        button: 'Confirmer ma place',
      }
    },
  },
  {
    kind: 'dates',
    look({ of, firstName, ...seen }) {
      const [first] = of('countered')
      if (!first) return undefined
      const until = untilWords(first, seen)
      return {
        tu: `${first.hostName} te propose d’autres dates : réponds${until}.`,
        vous: `${first.hostName} propose d’autres dates à ${firstName} : réponse à donner${until}.`,
        aim: { to: 'application', id: first.id },
        button: 'Voir les dates',
      }
    },
  },
  {
    kind: 'question',
    look({ of, firstName, ...seen }) {
      const [first] = of('asked')
      if (!first) return undefined
      const until = untilWords(first, seen)
      return {
        tu: `${first.hostName} te pose une question : réponds${until}.`,
        vous: `${first.hostName} pose une question à ${firstName} : réponse à donner${until}.`,
        aim: { to: 'application', id: first.id },
        button: 'Répondre à la question',
      }
    },
  },
  {
    kind: 'over',
    look({ needed, today, of, firstName }) {
      const last = mondayOf(needed.at(-1) ?? '')
      if (!last || Temporal.PlainDate.compare(last.add({ days: 6 }), today) >= 0) return undefined
      const [done] = of('confirmed')
      return {
        tu: done
          ? `Ton stage est passé. Merci à ${done.hostName} !`
          : 'Les semaines de stage de ta classe sont passées.',
        vous: done ? `Le stage de ${firstName} est passé.` : 'Les semaines de stage de la classe sont passées.',
        aim: done ? { to: 'application', id: done.id } : { to: 'search', week: undefined },
        button: done ? 'Revoir mon stage' : 'Voir les places',
      }
    },
  },
  {
    kind: 'during',
    look({ of, today, firstName }) {
      const now = of('confirmed').find(({ weeks }) => weeks.some((week) => isIn(week, today)))
      if (!now) return undefined
      return {
        tu: `Cette semaine, tu es chez ${now.hostName}.`,
        vous: `Cette semaine, ${firstName} est chez ${now.hostName}.`,
        aim: { to: 'application', id: now.id },
        button: 'Voir ma place',
      }
    },
  },
  {
    kind: 'placed',
    look({ missing, held, of, firstName }) {
      const [first] = of('confirmed')
      if (!first || missing.length > 0) return undefined
      const where = [...new Set(of('confirmed').map(({ hostName }) => hostName))].join(', puis ')
      return {
        tu: `Tu as ta place : ${where}, ${duringWords(held)}.`,
        vous: `${firstName} a sa place : ${where}, ${duringWords(held)}.`,
        aim: { to: 'application', id: first.id },
        button: 'Voir ma place',
      }
    },
  },
  {
    kind: 'draft',
    look({ of, firstName }) {
      const [first] = of('draft')
      if (!first) return undefined
      return {
        tu: `Ta candidature pour ${first.hostName} n’est pas partie : relis-la et envoie-la.`,
        vous: `${firstName} prépare une candidature.`,
        aim: { to: 'application', id: first.id },
        button: 'Relire et envoyer',
      }
    },
  },
  {
    kind: 'wait',
    look({ of, firstName, ...seen }) {
      const open = of('submitted', 'read')
      const [first] = open
      if (!first) return undefined
      const until = untilWords(first, seen)
      return open.length === 1
        ? {
            tu: `${first.hostName} a ta candidature : réponse attendue${until || ' bientôt'}.`,
            vous: `${first.hostName} a la candidature de ${firstName} : réponse attendue${until || ' bientôt'}.`,
            aim: { to: 'application', id: first.id },
            button: 'Voir ma candidature',
          }
        : {
            tu: `${countWords(open.length, 'lieu a', 'lieux ont')} ta candidature : première réponse attendue${until || ' bientôt'}.`,
            vous: `${countWords(open.length, 'lieu a', 'lieux ont')} la candidature de ${firstName} : première réponse attendue${until || ' bientôt'}.`,
            aim: { to: 'search', week: undefined },
            button: 'Chercher une autre place',
          }
    },
  },
  {
    kind: 'queue',
    look({ of, firstName }) {
      const [first] = of('waiting')
      if (!first) return undefined
      return {
        tu: `Tu es sur la liste d’attente chez ${first.hostName} : continue à chercher.`,
        vous: `${firstName} est sur la liste d’attente chez ${first.hostName} et peut continuer à chercher.`,
        ...search,
      }
    },
  },
  {
    kind: 'helped',
    look({ help, firstName }) {
      if (help !== 'asked') return undefined
      return {
        tu: 'On cherche avec toi : regarde aussi de ton côté.',
        vous: `La coordination cherche avec ${firstName}.`,
        ...search,
      }
    },
  },
  {
    kind: 'half',
    look({ held, missing, firstName }) {
      if (held.length === 0 || missing.length === 0) return undefined
      return {
        tu: `Il te reste une place à trouver, ${duringWords(missing)}.`,
        vous: `Il reste une place à trouver pour ${firstName}, ${duringWords(missing)}.`,
        aim: { to: 'search', week: missing.length === 1 ? missing[0] : undefined },
        button: 'Chercher une place',
      }
    },
  },
  {
    kind: 'again',
    look({ of, firstName }) {
      if (of('refused', 'expired', 'cancelled').length === 0) return undefined
      return {
        tu: 'Ce n’était pas la bonne : d’autres places sont ouvertes près de chez toi.',
        vous: `${firstName} n’a plus de candidature en cours : d’autres places sont ouvertes.`,
        ...search,
      }
    },
  },
  {
    kind: 'saved',
    look({ saved, firstName }) {
      if (saved === 0) return undefined
      return {
        tu: `Tu gardes ${countWords(saved, 'place')} : choisis et candidate en une minute.`,
        vous: `${firstName} a repéré ${countWords(saved, 'place')} et n’a pas encore candidaté.`,
        aim: { to: 'favourites' },
        button: 'Voir mes places gardées',
      }
    },
  },
  {
    kind: 'weeks-unknown',
    look({ needed, firstName }) {
      if (needed.length > 0) return undefined
      return {
        tu: 'Ton établissement n’a pas encore choisi tes semaines : tu peux déjà regarder les places.',
        vous: `L’établissement n’a pas encore choisi les semaines de stage de ${firstName}.`,
        ...search,
        button: 'Regarder les places',
      }
    },
  },
]

const search = { aim: { to: 'search', week: undefined }, button: 'Chercher une place' } as const

const start = ({ missing, firstName }: Seen): Omit<NextStep, 'kind'> => ({
  tu: `Trouve un lieu près de chez toi, ${duringWords(missing)}.`,
  vous: `${firstName} cherche une place, ${duringWords(missing)}.`,
  ...search,
})

/** « avant dimanche 14 juin au soir », with a space before; empty where no day was set. */
const untilWords = (
  { expiresAt }: Pick<HomeApplication, 'expiresAt'>,
  { timeZone }: Pick<StepFacts, 'timeZone'>,
): string => (expiresAt ? ` avant ${deadlineWords(expiresAt, timeZone)}` : '')

const far = Temporal.Instant.from('9999-01-01T00:00:00Z')
const soonest = (a: HomeApplication, b: HomeApplication): number =>
  Temporal.Instant.compare(a.expiresAt ?? far, b.expiresAt ?? far) ||
  (a.weeks[0] ?? '').localeCompare(b.weeks[0] ?? '') ||
  a.id.localeCompare(b.id)

function isIn(week: string, today: Temporal.PlainDate): boolean {
  const monday = mondayOf(week)
  if (!monday) return false
  const days = monday.until(today).days
  return days >= 0 && days < 7
}
