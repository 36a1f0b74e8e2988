import { type InputProblem, InputProblems } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'

/** The answers of the form as texts, so that a refused form comes back as it was. */
export interface NewCampaignForm {
  readonly territoire: string
  readonly nom: string
  readonly scheme: string
  /** Any day of the first week. */
  readonly debut: string
  readonly semaines: string
  readonly lottery: string
  readonly arriveBy: string
  readonly leaveAfter: string
  readonly maxMinutes: string
  readonly maxWalkMinutes: string
  readonly maxTransfers: string
}

export const emptyForm: NewCampaignForm = {
  territoire: '',
  nom: '',
  scheme: 'observation-2de',
  debut: '',
  semaines: '2',
  lottery: '',
  arriveBy: '09:00',
  leaveAfter: '16:30',
  maxMinutes: '75',
  maxWalkMinutes: '30',
  maxTransfers: '2',
}

/** The form's answers out of what a browser sent; what is absent takes the usual value. */
export function readForm(sent: (name: string) => string | undefined): NewCampaignForm {
  const form: Record<string, string> = {}
  for (const [name, usual] of Object.entries(emptyForm)) form[name] = (sent(name) ?? usual).trim().slice(0, 500)
  // Every name of the form has been filled a line above.
  return { ...emptyForm, ...form }
}

const mostWeeks = 40

/** campaign.json out of the form; what the reader of campaign.json finds is judged there. Throws InputProblems on the weeks. */
export function settingsOf(form: NewCampaignForm): NamedBytes {
  const weeks = weeksOf(form)
  const settings = {
    scheme: form.scheme,
    weeks,
    arriveBy: form.arriveBy,
    leaveAfter: form.leaveAfter,
    maxMinutes: numberOf(form.maxMinutes),
    maxWalkMinutes: numberOf(form.maxWalkMinutes),
    maxTransfers: numberOf(form.maxTransfers),
    lottery: form.lottery,
  }
  return { name: 'campaign.json', bytes: new TextEncoder().encode(JSON.stringify(settings)) }
}

function weeksOf({ debut, semaines }: NewCampaignForm): string[] {
  const problems: InputProblem[] = []
  const fail = (column: string, message: string) => problems.push({ file: 'campaign.json', column, message })
  const count = Number(semaines)
  if (!Number.isInteger(count) || count < 1 || count > mostWeeks)
    fail('semaines', `Donnez un nombre de semaines, de 1 à ${mostWeeks}.`)
  const day = dateOf(debut)
  if (!day) fail('debut', 'Donnez le premier jour, par exemple 15/06/2026.')
  if (problems.length > 0 || !day) throw new InputProblems(problems)
  return Array.from({ length: count }, (_, index) => {
    const { yearOfWeek, weekOfYear } = day.add({ weeks: index })
    return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`
  })
}

function dateOf(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return undefined
  }
}

/** A number, or the text itself, about which the reader says what it should be. */
const numberOf = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text)
