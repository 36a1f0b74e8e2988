import type { FieldError } from '#/design/index.ts'

/** What the pupil typed, as typed. */
export interface ApplicationForm {
  readonly attrait: string
  readonly disponibilite: string
  readonly besoins: string
  /** now, accepted */
  readonly dire: string
  readonly semaines: readonly string[]
}

/** The answers, once they fit. */
export interface ApplicationContent {
  readonly draws: string
  readonly availability: string | undefined
  readonly adaptations: { readonly body: string; readonly told: 'now' | 'accepted' } | undefined
  readonly weeks: readonly string[]
}

const lengths = { draws: { least: 10, most: 600 }, availability: { most: 300 }, adaptations: { most: 600 } } as const

/** Of the texts of applications and messages. */
export const mostOfMessage = 1000

/** Reads the fields of a form; what was not sent is empty. Line ends are one sign, control signs none. */
export function readApplicationForm(field: (name: string) => readonly string[]): ApplicationForm {
  const text = (name: string) => plainText(field(name)[0] ?? '')
  return {
    attrait: text('attrait'),
    disponibilite: text('disponibilite'),
    besoins: text('besoins'),
    dire: text('dire'),
    semaines: [...new Set(field('semaines').map(plainText))].toSorted(),
  }
}

/** A text as people wrote it, without what no keyboard writes. */
export const plainText = (given: string): string =>
  given
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()

/** The answers of a form, or what to mend. `open`: the weeks that may be chosen. */
export function checkApplicationForm(
  form: ApplicationForm,
  open: readonly string[],
): { readonly content: ApplicationContent } | { readonly errors: readonly FieldError[] } {
  const { attrait, disponibilite, besoins, dire, semaines } = form
  const errors: FieldError[] = []
  const { draws, availability, adaptations } = lengths
  if (attrait.length < draws.least)
    errors.push({ name: 'attrait', message: 'Dis en une phrase ou deux ce qui t’attire dans cette place.' })
  if (attrait.length > draws.most) errors.push(tooLong('attrait', 'Ce qui t’attire', attrait, draws.most))
  if (disponibilite.length > availability.most)
    errors.push(tooLong('disponibilite', 'Ce qu’il faut savoir', disponibilite, availability.most))
  if (besoins.length > adaptations.most)
    errors.push(tooLong('besoins', 'Ce dont tu as besoin', besoins, adaptations.most))
  const chosen = semaines.filter((week) => open.includes(week))
  if (semaines.length === 0) errors.push({ name: 'semaines', message: 'Choisis au moins une semaine.' })
  else if (chosen.length < semaines.length)
    errors.push({
      name: 'semaines',
      message: 'Une des semaines choisies n’est plus proposée : choisis parmi celles de la liste.',
    })
  if (errors.length > 0) return { errors }
  return {
    content: {
      draws: attrait,
      availability: disponibilite || undefined,
      adaptations: besoins ? { body: besoins, told: dire === 'now' ? 'now' : 'accepted' } : undefined,
      weeks: chosen,
    },
  }
}

const tooLong = (name: string, what: string, text: string, most: number): FieldError => ({
  name,
  message: `${what} : ${most} signes au plus, il y en a ${text.length}. Raccourcis un peu, le reste est gardé.`,
})
