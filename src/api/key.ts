import type { FieldError } from '#/design/index.ts'
import { readTypedDay } from '#/platform/read-day.ts'
import { newSecret } from '#/platform/secret.ts'

/** How a key begins: whoever finds one in a file knows what it is, and so do programs that look for secrets. */
const beginning = 'passerelle_'

export const newKey = (): string => `${beginning}${newSecret()}`
/** Whether a text has the form of a key: others are not looked for. */
export const isKey = (text: string): boolean =>
  text.startsWith(beginning) && /^[\w-]{43}$/.test(text.slice(beginning.length))

/** Longer than that, it is made again: somebody then looks whether it still serves. */
const longestLife = Temporal.Duration.from({ years: 1 })
export const usualLife = Temporal.Duration.from({ months: 6 })
/** Keys of one person in a territory that open something: more is a sign that keys are made by a program. */
export const mostKeys = 20
/** How long what was taken back can be had again. */
export const restoreLife = Temporal.Duration.from({ hours: 24 })

/** What somebody asks for. */
export interface AskedKey {
  readonly name: string
  /** The last day it opens anything, in the territory's time. */
  readonly lastDay: Temporal.PlainDate
}

/** As the page sends it. */
export interface KeyForm {
  /** The id that the key takes: sent twice, it is one key. */
  readonly cle: string
  readonly nom: string
  readonly zone: string
  readonly fin: string
}

/** What the form says, or what is wrong with it. */
export function readKeyForm(
  { nom, zone, fin }: KeyForm,
  zones: readonly string[],
  today: Temporal.PlainDate,
): AskedKey | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const name = nom.trim()
  if (name === '' || name.length > 80 || /\p{Cc}/u.test(name) || !name.isWellFormed())
    errors.push({ name: 'nom', message: 'Donnez un nom de 80 signes au plus, comme «\u00a0Site du rectorat\u00a0».' })
  if (!zones.includes(zone)) errors.push({ name: 'zone', message: 'Choisissez un lieu de la liste.' })
  const lastDay = readTypedDay(fin.trim())
  const isFar = lastDay && Temporal.PlainDate.compare(lastDay, today.add(longestLife)) > 0
  if (!lastDay || isFar || Temporal.PlainDate.compare(lastDay, today) < 0)
    errors.push({ name: 'fin', message: 'Choisissez un jour d’ici un an au plus, aujourd’hui compris.' })
  return lastDay && errors.length === 0 ? { name, lastDay } : { errors }
}
