import { z } from '@hono/zod-openapi'
import { addresses } from '#/addresses.ts'

/** What a request may fail by, in plain French: the page that explains them comes from the same table. */
export const problems = {
  parameter: {
    status: 400,
    title: 'Un paramètre est à corriger',
    mend: 'Le champ «\u00a0parameters\u00a0» nomme chaque paramètre et dit ce qu’il attend. Rien n’a été lu.',
  },
  key: {
    status: 401,
    title: 'La clé manque ou n’ouvre rien',
    mend: 'Envoyez la clé dans l’en-tête «\u00a0Authorization: Bearer …\u00a0». Si elle est terminée ou retirée, la coordination du territoire en fait une autre.',
  },
  'not-found': {
    status: 404,
    title: 'Il n’y a rien à cette adresse',
    mend: 'Le territoire ou le lieu n’existe pas, ou la clé ne l’ouvre pas\u00a0: la réponse est la même. Vérifiez l’adresse, et la liste des lieux que la clé ouvre.',
  },
  'too-many': {
    status: 429,
    title: 'Trop de demandes en peu de temps',
    mend: 'Attendez le nombre de secondes que dit l’en-tête «\u00a0Retry-After\u00a0», puis reprenez.',
  },
  failure: {
    status: 500,
    title: 'Une erreur de notre côté',
    mend: 'Réessayez dans un instant. Si cela continue, donnez le numéro de l’en-tête «\u00a0X-Request-Id\u00a0» à la personne qui gère la plateforme.',
  },
} as const satisfies Readonly<Record<string, { status: number; title: string; mend: string }>>

export type ProblemName = keyof typeof problems
const isProblem = (text: string): text is ProblemName => Object.hasOwn(problems, text)
export const problemNames: readonly ProblemName[] = Object.keys(problems).filter(isProblem)

/** Where a problem is explained on the page of the API. */
export const problemAnchor = (name: ProblemName): string => `probleme-${name}`

/** A wrong parameter, and what it may say. */
export interface WrongParameter {
  readonly name: string
  readonly message: string
}

export const problemType = 'application/problem+json'

export const problemSchema = z
  .object({
    type: z.url().meta({ description: 'La page qui explique ce problème.' }),
    title: z.string().meta({ description: 'Ce qui ne va pas, en quelques mots.' }),
    status: z.int().meta({ description: 'Le statut de la réponse.' }),
    detail: z.string().meta({ description: 'Comment y remédier.' }),
    parameters: z
      .array(z.object({ name: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Chaque paramètre à corriger, et ce qu’il attend.' }),
  })
  .openapi('Problem')

interface Particular {
  readonly detail?: string
  readonly parameters?: readonly WrongParameter[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown where a request cannot be answered. */
export class ApiProblem extends Error {
  readonly problem: ProblemName
  readonly particular: Particular
  constructor(problem: ProblemName, particular: Particular = {}) {
    super(problems[problem].title)
    this.name = 'ApiProblem'
    this.problem = problem
    this.particular = particular
  }
}

export const wrongParameter = (name: string, message: string): ApiProblem =>
  new ApiProblem('parameter', { parameters: [{ name, message }] })

/** Whether an address is read by programs: what fails there is told as programs read it. */
export const isForPrograms = (path: string): boolean => path.startsWith(`${addresses.api}/`)

/** The answer to a request that failed (RFC 9457). */
export function problemAnswer(origin: string, name: ProblemName, particular: Particular = {}): Response {
  const { status, title, mend } = problems[name]
  const { detail = mend, parameters, headers } = particular
  const body: z.infer<typeof problemSchema> = {
    type: `${origin}${addresses.api}#${problemAnchor(name)}`,
    ...{ title, status, detail },
    ...(parameters ? { parameters: [...parameters] } : {}),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': problemType, 'content-language': 'fr', 'cache-control': 'no-store', ...headers },
  })
}
