/**
 * The roles, as data. A role is held everywhere, in a whole territory, or in one place of it (`scopes`); what it opens stands in the
 * table of accesses (src/web/access.ts).
 */
export const roles = {
  operator: { scopes: ['platform'], label: 'exploitation', does: 'installe, suit et répare la plateforme' },
  coordinator: {
    scopes: ['territory', 'bassin'],
    label: 'coordination',
    does: 'anime le pôle de stages et lance les affectations d’un territoire',
  },
  observer: { scopes: ['territory'], label: 'observation', does: 'consulte un territoire sans rien modifier' },
  head: { scopes: ['school'], label: 'direction', does: 'dirige un établissement et signe ses conventions' },
  ddfpt: { scopes: ['school'], label: 'DDFPT', does: 'organise les périodes en entreprise d’un établissement' },
  secretary: {
    scopes: ['school'],
    label: 'secrétariat',
    does: 'tient les listes et les conventions d’un établissement',
  },
  teacher: { scopes: ['class', 'school'], label: 'enseignement', does: 'suit les élèves de ses classes' },
  host: { scopes: ['host'], label: 'accueil', does: 'propose des places et répond aux candidatures d’une structure' },
  pupil: { scopes: ['pupil'], label: 'élève', does: 'cherche une place et candidate' },
  representative: { scopes: ['pupil'], label: 'responsable légal', does: 'suit et signe pour son enfant' },
  counsellor: { scopes: ['organisation'], label: 'accompagnement', does: 'accompagne des personnes en insertion' },
  organiser: { scopes: ['organisation'], label: 'semaine numérique', does: 'organise des semaines numériques' },
} as const satisfies Record<string, { scopes: readonly ScopeKind[]; label: string; does: string }>

/** What a role can be bound to. */
export type ScopeKind = 'platform' | 'territory' | PlaceKind
/** Inside a territory. A class is not in its school's stead: a place names both. */
export type PlaceKind = 'bassin' | 'school' | 'class' | 'host' | 'pupil' | 'organisation'

export type RoleName = keyof typeof roles

export const isRole = (text: string): text is RoleName => Object.hasOwn(roles, text)

/** Those who work for a school. */
export const schoolStaff = ['head', 'ddfpt', 'secretary', 'teacher'] as const satisfies readonly RoleName[]

/** Whether the role can be held over a whole territory; otherwise over a place of one, or everywhere. */
export const isTerritoryWide = (role: RoleName): boolean => scopesOf(role).includes('territory')
/** Whether the role is held everywhere. */
export const isPlatformWide = (role: RoleName): boolean => scopesOf(role).includes('platform')

const scopesOf = (role: RoleName): readonly ScopeKind[] => roles[role].scopes
