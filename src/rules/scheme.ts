/** The kinds of placement (dispositifs) a campaign can be about. */
export const schemes = {
  'observation-4e': { name: 'séquence d’observation en quatrième', observation: true },
  'observation-3e': { name: 'séquence d’observation en troisième', observation: true },
  'observation-2de': { name: 'séquence d’observation en seconde', observation: true },
  pfmp: { name: 'période de formation en milieu professionnel', observation: false },
  'mini-stage': { name: 'mini-stage', observation: false },
  pmsmp: { name: 'période de mise en situation en milieu professionnel', observation: false },
  'digital-week': { name: 'semaine numérique', observation: false },
} as const

export type SchemeId = keyof typeof schemes
export const isSchemeId = (text: string): text is SchemeId => Object.hasOwn(schemes, text)
export const schemeIds = Object.keys(schemes).filter(isSchemeId)

/** The schemes that live in the school year, outside its holidays. */
export const schoolSchemes = ['observation-4e', 'observation-3e', 'observation-2de', 'pfmp', 'digital-week'] as const
