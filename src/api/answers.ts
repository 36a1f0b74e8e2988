import { z } from '@hono/zod-openapi'
import { type Source, type StatusName, statuses, statusNames } from '#/indicators/index.ts'
import { schemeIds } from '#/rules/index.ts'
import { apiLevels } from './area.ts'

const pupils = (description: string) => z.int().nonnegative().meta({ description })
const status = (name: StatusName) => pupils(`Élèves au statut «\u00a0${statuses[name].word}\u00a0».`)

const figures = z
  .object({
    pupils: pupils('Élèves qui doivent faire ce stage\u00a0: la somme des statuts, sauf `exempt`.'),
    statuses: z
      .object({
        exempt: status('exempt'),
        placed: status('placed'),
        partly: status('partly'),
        signing: status('signing'),
        accepted: status('accepted'),
        proposed: status('proposed'),
        applied: status('applied'),
        helped: status('helped'),
        searching: status('searching'),
        silent: status('silent'),
      } satisfies Readonly<Record<StatusName, z.ZodInt>>)
      .meta({ description: 'Chaque élève une fois, par statut\u00a0: voir la liste des statuts (`statuses`).' }),
    placedBy: z
      .object({
        online: pupils('Placés par une convention signée en ligne.'),
        paper: pupils('Placés par une convention éditée ici et signée sur papier.'),
        outside: pupils('Placés par une convention faite ailleurs et déclarée ici.'),
        mixed: pupils('Placés dont les semaines sont signées de plusieurs façons.'),
      } satisfies Readonly<Record<Source, z.ZodInt>>)
      .meta({ description: 'Les placés, par ce qui les place\u00a0; leur somme est `statuses.placed`.' }),
  })
  .openapi('Figures')
export type FiguresAnswer = z.infer<typeof figures>

const area = {
  level: z.enum(apiLevels).meta({ description: 'Le niveau de ce lieu.' }),
  code: z.string().meta({
    description:
      'Son code\u00a0: INSEE de la commune, du département ou de la région, SIREN de l’intercommunalité, code du bassin, UAI de l’établissement\u00a0; `autres`\u00a0: hors de tout lieu connu de ce niveau.',
  }),
  name: z.string().meta({ description: 'Son nom.' }),
}
const next = z
  .string()
  .nullable()
  .meta({ description: 'À demander comme `cursor` pour la suite\u00a0; `null` à la fin.' })
const territory = z.object({ id: z.string(), name: z.string() }).meta({ description: 'Le territoire.' })

export const figuresAnswer = z
  .object({
    territory,
    scheme: z.enum(schemeIds).meta({ description: 'Le stage.' }),
    day: z.iso.date().meta({ description: 'Le jour que disent les chiffres.' }),
    week: z.string().nullable().meta({ description: 'La semaine demandée.' }),
    within: z
      .object(area)
      .nullable()
      .meta({ description: 'Le lieu que comptent les chiffres\u00a0; `null`\u00a0: le territoire entier.' }),
    total: figures,
    by: z.enum(apiLevels).nullable().meta({ description: 'Le niveau des lignes de `areas`.' }),
    areas: z
      .array(z.object({ ...area, figures }))
      .meta({ description: 'Une ligne par lieu qui a des élèves, par code.' }),
    next,
    names: z
      .array(z.object({ status: z.enum(statusNames), french: z.string(), english: z.string() }))
      .meta({ description: 'Les statuts en français et en anglais.' }),
  })
  .openapi('FiguresAnswer')

export const areasAnswer = z
  .object({
    territory,
    level: area.level,
    areas: z
      .array(
        z.object({
          ...area,
          position: z
            .object({ latitude: z.number(), longitude: z.number() })
            .meta({ description: 'Le milieu de ses établissements, en degrés (WGS 84).' }),
          within: z
            .partialRecord(z.enum(['region', 'departement', 'epci', 'bassin', 'commune']), z.string())
            .meta({ description: 'Les codes des lieux plus larges qui le contiennent en entier.' }),
        }),
      )
      .meta({ description: 'Les lieux qui ont un établissement et que la clé ouvre en entier, par code.' }),
    next,
  })
  .openapi('AreasAnswer')

export const statusesAnswer = z
  .object({
    statuses: z
      .array(
        z.object({
          status: z.enum(statusNames),
          french: z.string(),
          english: z.string(),
          when: z
            .string()
            .meta({ description: 'Ce qui le donne, en anglais\u00a0; le premier qui s’applique est le statut.' }),
          needsPlace: z.boolean().meta({ description: 'Compté dans `pupils`.' }),
        }),
      )
      .meta({ description: 'Dans l’ordre de la définition.' }),
    sources: z.array(
      z.object({
        source: z.enum(['online', 'paper', 'outside', 'mixed'] satisfies Source[]),
        french: z.string(),
        english: z.string(),
      }),
    ),
  })
  .openapi('StatusesAnswer')

export const schemesAnswer = z
  .object({
    schemes: z.array(
      z.object({
        scheme: z.enum(schemeIds),
        french: z.string(),
        observation: z.boolean().meta({ description: 'Une séquence d’observation, et non un stage d’application.' }),
      }),
    ),
  })
  .openapi('SchemesAnswer')
