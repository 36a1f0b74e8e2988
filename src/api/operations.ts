import { createRoute, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { areasAnswer, figuresAnswer, schemesAnswer, statusesAnswer } from './answers.ts'
import { examples } from './examples.ts'
import * as parameters from './parameters.ts'
import { type ProblemName, problemSchema, problems, problemType } from './problem.ts'

/** The name of the way in, in the document. */
export const keyScheme = 'key'
const security = [{ [keyScheme]: [] }]

const problem = (name: ProblemName) => ({
  description: problems[name].title,
  content: { [problemType]: { schema: problemSchema } },
})

const failures = { 400: problem('parameter'), 500: problem('failure') }
const keyed = { ...failures, 401: problem('key'), 404: problem('not-found'), 429: problem('too-many') }

const unchanged = {
  304: { description: 'Rien n’a changé depuis la réponse dont «\u00a0If-None-Match\u00a0» porte l’étiquette.' },
}

/** What a program may ask: each operation once, which validates, types and describes. `first`: what stands before it. */
export const operations = (first: { readonly keyed: MiddlewareHandler[]; readonly open: MiddlewareHandler[] }) => ({
  figures: createRoute({
    method: 'get',
    path: '/api/v1/territories/{territory}/figures',
    operationId: 'figures',
    summary: 'Où en sont les élèves',
    description:
      'Les chiffres du tableau de bord, au moment de la demande ou au soir d’un jour passé\u00a0: chaque élève une fois, par statut. Les petits nombres n’y sont pas masqués\u00a0: ces chiffres sont pour qui suit le territoire, pas pour être publiés.',
    security,
    middleware: first.keyed,
    request: {
      params: z.object({ territory: parameters.territory }),
      query: z.strictObject({
        scheme: parameters.scheme,
        within: parameters.within,
        by: parameters.by,
        day: parameters.day,
        week: parameters.week,
        limit: parameters.limit,
        cursor: parameters.cursor,
      }),
    },
    responses: {
      200: {
        description: 'Le total, et une ligne par lieu du niveau demandé.',
        content: { 'application/json': { schema: figuresAnswer, example: examples.figures.answer } },
      },
      ...unchanged,
      ...keyed,
    },
  }),
  areas: createRoute({
    method: 'get',
    path: '/api/v1/territories/{territory}/areas',
    operationId: 'areas',
    summary: 'Les lieux que la clé ouvre',
    description: 'Les lieux d’un niveau, avec leur code\u00a0: ceux que l’on peut demander comme «\u00a0within\u00a0».',
    security,
    middleware: first.keyed,
    request: {
      params: z.object({ territory: parameters.territory }),
      query: z.strictObject({
        level: parameters.level,
        within: parameters.within,
        limit: parameters.limit,
        cursor: parameters.cursor,
      }),
    },
    responses: {
      200: {
        description: 'Les lieux de ce niveau.',
        content: { 'application/json': { schema: areasAnswer, example: examples.areas.answer } },
      },
      ...unchanged,
      ...keyed,
    },
  }),
  statuses: createRoute({
    method: 'get',
    path: '/api/v1/statuses',
    operationId: 'statuses',
    summary: 'La définition des statuts',
    description: 'Les statuts d’un élève, les mêmes dans les tableaux, les fichiers et ici. Sans clé.',
    middleware: first.open,
    request: { query: z.strictObject({}) },
    responses: {
      200: {
        description: 'Les statuts, dans l’ordre où ils s’appliquent.',
        content: { 'application/json': { schema: statusesAnswer } },
      },
      ...unchanged,
      ...failures,
    },
  }),
  schemes: createRoute({
    method: 'get',
    path: '/api/v1/schemes',
    operationId: 'schemes',
    summary: 'Les sortes de stages',
    description: 'Les dispositifs que l’on peut demander comme «\u00a0scheme\u00a0». Sans clé.',
    middleware: first.open,
    request: { query: z.strictObject({}) },
    responses: {
      200: {
        description: 'Les stages.',
        content: { 'application/json': { schema: schemesAnswer } },
      },
      ...unchanged,
      ...failures,
    },
  }),
})
