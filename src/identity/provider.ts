import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigurationError } from '#/platform/configuration.ts'
import type { Grant } from './account.ts'

const claim = z.string().min(1).max(200)

/** The issuer's address: https, but for one that runs on this machine. */
const issuer = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname)
})

/** A role that follows from what the provider says of a person. */
const rule = z.strictObject({
  role: z.enum(['coordinator', 'observer', 'head', 'ddfpt', 'secretary', 'teacher']),
  /** The claim holds one of these values (alone or in a list). */
  when: z.strictObject({ claim, is: z.array(z.string().min(1)).min(1) }),
  /** Over the provider's territory, or over each school whose UAI the claim holds. */
  over: z.union([z.literal('territory'), z.strictObject({ school: claim })]),
})

/** An OpenID provider that people come in by: strictly read, so that a misspelt setting is an error and not a silence. */
const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** On its button: « Compte académique ». */
  label: z.string().min(1).max(80),
  issuer,
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  /** The territory that its roles are held in. */
  territory: z.string().regex(/^[a-z0-9-]+$/),
  scopes: z.array(z.string().regex(/^\S+$/)).default(['openid', 'email', 'profile']),
  /** Sent along: `acr_values`, `prompt`. */
  parameters: z.record(z.string(), z.string()).default({}),
  /** Opens an account to someone unknown to whom a rule gives a role. */
  create: z.boolean().default(false),
  /** Takes its e-mail addresses as verified where it does not say: only for a directory that the institution keeps. */
  trustEmail: z.boolean().default(false),
  roles: z.array(rule).default([]),
  /** The claims that recognise an imported pupil: all must agree, with one pupil only. */
  pupil: z.strictObject({ school: claim, givenName: claim, familyName: claim, birthDate: claim }).optional(),
})

export type Provider = z.infer<typeof provider>
export type Claims = Readonly<Record<string, unknown>>

/**
 * Reads the providers: JSON, or the path of a file that holds it.
 * @throws ConfigurationError naming what does not fit, never a value (one of them is a secret).
 */
export function readProviders(given: string | undefined): readonly Provider[] {
  if (given === undefined) return []
  const wrong = (what: string) => new ConfigurationError([`OIDC_PROVIDERS : ${what} (voir docs/identity.md).`])
  const parsed = z.array(provider).safeParse(readJson(given, wrong))
  if (!parsed.success) {
    const places = new Set(
      parsed.error.issues.map(({ path, code, ...issue }) =>
        [...path, ...(code === 'unrecognized_keys' && 'keys' in issue ? issue.keys : [])].join('.'),
      ),
    )
    throw wrong(`à revoir : ${[...places].join(', ')}`)
  }
  const ids = parsed.data.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw wrong('deux fournisseurs ont le même id')
  return parsed.data
}

function readJson(given: string, wrong: (what: string) => Error): unknown {
  let text = given
  if (!given.trimStart().startsWith('['))
    try {
      text = readFileSync(given, 'utf8')
    } catch {
      throw wrong('ni une liste JSON, ni le chemin d’un fichier lisible')
    }
  try {
    return JSON.parse(text)
  } catch {
    throw wrong('ce n’est pas du JSON')
  }
}

/** The roles that the provider's rules give to someone of whom it says this. */
export function grantsFromClaims({ roles, territory }: Provider, claims: Claims): Grant[] {
  return roles.flatMap(({ role, when, over }): Grant[] => {
    const said = valuesOf(claims[when.claim])
    if (!when.is.some((wanted) => said.includes(wanted))) return []
    if (over === 'territory') return [{ role, territoryId: territory }]
    return schoolsOf(claims[over.school]).map((uai) => ({
      role,
      territoryId: territory,
      scope: { kind: 'school', id: uai },
    }))
  })
}

/** What an imported pupil is recognised by; undefined where the provider does not say it all. */
export function pupilFromClaims(
  { pupil, territory }: Provider,
  claims: Claims,
):
  | {
      readonly territoryId: string
      readonly schools: readonly string[]
      readonly givenName: string
      readonly familyName: string
      readonly birthDate: string
    }
  | undefined {
  if (!pupil) return undefined
  const [givenName] = valuesOf(claims[pupil.givenName])
  const [familyName] = valuesOf(claims[pupil.familyName])
  const [birthDate] = valuesOf(claims[pupil.birthDate])
  const schools = schoolsOf(claims[pupil.school])
  if (!givenName || !familyName || !birthDate || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate) || schools.length === 0)
    return undefined
  return { territoryId: territory, schools, givenName, familyName, birthDate }
}

/** The e-mail address, as far as the provider vouches for it. */
export function emailFromClaims(
  { trustEmail }: Provider,
  { email, email_verified }: Claims,
): { readonly email: string; readonly isVerified: boolean } | undefined {
  const parsed = z.email().max(254).safeParse(email)
  if (!parsed.success) return undefined
  const says = email_verified === true || email_verified === 'true'
  return { email: parsed.data.toLowerCase(), isVerified: says || (trustEmail && email_verified === undefined) }
}

/** First and last name, as far as the provider says them. */
export function nameFromClaims({ name, given_name, family_name }: Claims): string {
  const [whole] = valuesOf(name)
  return (whole ?? [...valuesOf(given_name), ...valuesOf(family_name)].join(' ')).trim().slice(0, 100)
}

const valuesOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string' && each !== '')

/** The UAIs in a claim: alone, in a list, or inside texts such as `0140001A$UAJ$PU$N`. */
const schoolsOf = (value: unknown): string[] => [
  ...new Set(valuesOf(value).flatMap((text) => text.toUpperCase().match(/\b\d{7}[A-Z]\b/g) ?? [])),
]
