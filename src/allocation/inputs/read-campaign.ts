import { z } from 'zod'
import { weekDefect } from '#/calendar/index.ts'
import type { InputProblem, ProblemList } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { schemeIds } from '#/rules/index.ts'
import type { Campaign } from './campaign.ts'
import { readTime, repeated } from './cells.ts'

const time = (example: string) =>
  z.string({ error: `doit être une heure entre guillemets, par exemple "${example}".` }).transform((text, context) => {
    const seconds = readTime(text)
    if (seconds !== undefined) return seconds
    context.addIssue({ code: 'custom', message: `« ${text} » n’est pas une heure ; écrivez par exemple "${example}".` })
    return z.NEVER
  })
const integer = (min: number, max: number, unit: string) => {
  const error = `doit être un nombre entier de ${unit}, de ${min} à ${max}.`
  return z.int({ error }).min(min, { error }).max(max, { error })
}
const week = z
  .string({ error: 'chaque semaine s’écrit entre guillemets, par exemple "2026-W25".' })
  .superRefine((text, context) => {
    const message = weekDefect(text)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })

const campaignFields = {
  scheme: z.enum(schemeIds, { error: `doit être un dispositif connu : ${schemeIds.join(', ')}.` }),
  weeks: z
    .array(week, { error: 'doit être la liste des semaines, par exemple ["2026-W25", "2026-W26"].' })
    .min(1, { error: 'il faut au moins une semaine, par exemple ["2026-W25"].' })
    .superRefine((weeks, context) => {
      for (const text of repeated(weeks))
        context.addIssue({
          code: 'custom',
          message: `la semaine ${text} est donnée deux fois ; gardez-la une fois.`,
        })
    }),
  arriveBy: time('09:00').default(9 * 3600),
  leaveAfter: time('16:30').default(16.5 * 3600),
  maxMinutes: integer(1, 300, 'minutes').default(75),
  maxWalkMinutes: integer(0, 120, 'minutes').default(30),
  maxTransfers: integer(0, 8, 'correspondances').default(2),
  lottery: z
    .string({ error: 'doit être un texte entre guillemets : il fixe le tirage au sort, que chacun peut refaire.' })
    .min(1, { error: 'écrivez un texte pour le tirage au sort, par exemple la date du jour.' }),
}

/** campaign.json as files.md gives it; what is absent takes the default. */
const campaignSchema = z
  .object(campaignFields, { error: 'doit être un objet { … } avec scheme, weeks et lottery.' })
  .refine(({ arriveBy, leaveAfter }) => arriveBy < leaveAfter, {
    path: ['leaveAfter'],
    error: 'doit venir après arriveBy.',
  })

/** Reads campaign.json; undefined when something is wrong, which is then in `problems`. Fields that mean nothing go to `notes`. */
export function readCampaign(
  file: NamedBytes,
  problems: ProblemList,
  notes: InputProblem[] = [],
): Campaign | undefined {
  const json = readJson(file, problems)
  if (json === undefined) return undefined
  const parsed = campaignSchema.safeParse(json.value)
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      problems.add({
        file: file.name,
        line: json.lineOf(path[0]),
        ...(path[0] === undefined ? {} : { column: String(path[0]) }),
        message: isAbsent(json.value, path[0]) ? `il manque ; ${message}` : message,
      })
    return undefined
  }
  for (const key of Object.keys(Object(json.value)))
    if (!Object.hasOwn(campaignFields, key))
      notes.push({
        file: file.name,
        line: json.lineOf(key),
        column: key,
        message: `ce champ n’est pas prévu : il ne sert pas. Les champs sont ${Object.keys(campaignFields).join(', ')}.`,
      })
  const { scheme, weeks, arriveBy, leaveAfter, maxMinutes, maxWalkMinutes, maxTransfers, lottery } = parsed.data
  return {
    scheme,
    weeks: weeks.toSorted(),
    arriveBySeconds: arriveBy,
    leaveAfterSeconds: leaveAfter,
    maxMinutes,
    maxWalkMinutes,
    maxTransfers,
    lottery,
  }
}

/** Whether a field that has no default is not there at all. */
const isAbsent = (value: unknown, key: PropertyKey | undefined): boolean =>
  (key === 'scheme' || key === 'weeks' || key === 'lottery') && !(key in Object(value))

function readJson({ name, bytes }: NamedBytes, problems: ProblemList) {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    problems.add({ file: name, line: 1, message: 'ce fichier n’est pas en UTF-8 ; enregistrez-le en UTF-8.' })
    return undefined
  }
  try {
    const value: unknown = JSON.parse(text)
    const lineOf = (key: PropertyKey | undefined): number =>
      key === undefined ? 1 : Math.max(1, text.slice(0, text.indexOf(`"${String(key)}"`) + 1).split('\n').length)
    return { value, lineOf }
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const line = at === undefined ? text.trimEnd().split('\n').length : text.slice(0, Number(at)).split('\n').length
    problems.add({
      file: name,
      line,
      message:
        'ce n’est pas du JSON : cherchez vers cette ligne une virgule, un guillemet ou une accolade en trop ou en moins.',
    })
    return undefined
  }
}
