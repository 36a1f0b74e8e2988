/**
 * The roles, as data. A role is held either in one territory or everywhere; what it opens stands in the table of
 * accesses (src/web/access.ts).
 */
export const roles = {
  operator: { scope: 'everywhere', label: 'exploitation', does: 'installe, suit et répare la plateforme' },
  coordinator: {
    scope: 'territory',
    label: 'coordination',
    does: 'dépose les fichiers et lance les affectations d’un territoire',
  },
  observer: { scope: 'territory', label: 'observation', does: 'consulte un territoire sans rien modifier' },
} as const satisfies Record<string, { scope: 'everywhere' | 'territory'; label: string; does: string }>

export type RoleName = keyof typeof roles

export const isRole = (text: string): text is RoleName => Object.hasOwn(roles, text)
