import { z } from '@hono/zod-openapi'
import { weekDefect } from '#/calendar/index.ts'
import { cursorOf, readCursor } from '#/platform/paged.ts'
import { readDay } from '#/platform/read-day.ts'
import { schemeIds } from '#/rules/index.ts'
import { apiLevels, readArea } from './area.ts'

/** What a parameter says when it says it wrongly. */
const oneOf = (values: readonly string[]) => `Choisissez parmi\u00a0: ${values.join(', ')}.`

const levelWords =
  'région (`region`), département, intercommunalité (`epci`), bassin de formation, commune ou établissement (`school`)'

const cursorMistake = 'Reprenez le champ «\u00a0next\u00a0» de la réponse précédente, sans le changer.'
const limitMistake = 'Un nombre entier de 1 à 1000.'
const dayMistake = 'Un jour écrit comme 2026-06-03, aujourd’hui ou avant.'
const weekMistake = 'Une semaine ISO, écrite comme 2026-W25.'
const areaMistake =
  'Un niveau, deux points, un code, comme «\u00a0bassin:vire\u00a0». Les codes sont ceux de la liste des lieux («\u00a0areas\u00a0»).'

/** Each parameter once: what it means is what it is validated by. */
export const territory = z.string().meta({
  description: 'L’identifiant du territoire, comme dans l’adresse de son tableau de bord.',
  example: 'bocage',
})

export const scheme = z
  .enum(schemeIds, { error: () => oneOf(schemeIds) })
  .optional()
  .meta({
    description:
      'Le stage, tel que le nomme la liste des stages (`schemes`)\u00a0; sans lui, celui qui compte le plus d’élèves.',
  })

export const within = z
  .string({ error: () => areaMistake })
  .refine((text) => readArea(text) !== undefined, { error: areaMistake })
  .transform((text) => readArea(text))
  .optional()
  .meta({
    description: 'Le lieu dont on veut les chiffres\u00a0: `niveau:code`\u00a0; sans lui, tout ce que la clé ouvre.',
    example: 'bassin:vire',
  })

export const by = z
  .enum(apiLevels, { error: () => oneOf(apiLevels) })
  .optional()
  .meta({ description: `Une ligne par lieu de ce niveau\u00a0: ${levelWords}\u00a0; sans lui, le total seul.` })

export const level = z
  .enum(apiLevels, { error: () => oneOf(apiLevels) })
  .meta({ description: `Le niveau des lieux\u00a0: ${levelWords}.` })

export const day = z
  .string({ error: () => dayMistake })
  .refine((text) => text >= '2000' && readDay(text) !== undefined, { error: dayMistake })
  .transform((text) => readDay(text))
  .optional()
  .meta({
    description: 'Un jour passé\u00a0: les chiffres du soir\u00a0; sans lui, ceux de maintenant.',
    format: 'date',
    example: '2026-06-01',
  })

export const week = z
  .string({ error: () => weekMistake })
  .refine((text) => weekDefect(text) === undefined, { error: weekMistake })
  .optional()
  .meta({
    description:
      'Seulement les élèves qui ont besoin de cette semaine, par ce qu’ils ont pour elle. Ne se demande pas d’un jour passé.',
    example: '2026-W25',
  })

export const limit = z.coerce
  .number({ error: () => limitMistake })
  .int({ error: limitMistake })
  .min(1, { error: limitMistake })
  .max(1000, { error: limitMistake })
  .default(100)
  .meta({ description: 'Le nombre de lignes de la réponse, au plus.' })

/** The code after which the next part of a list begins. */
export const cursor = z
  .string({ error: () => cursorMistake })
  .refine((text) => readCursor(text, 1) !== undefined, { error: cursorMistake })
  .transform((text) => readCursor(text, 1)?.[0])
  .optional()
  .meta({
    description: 'La suite d’une liste\u00a0: le champ `next` de la réponse précédente.',
    example: cursorOf(['vire']),
  })
