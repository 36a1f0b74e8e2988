/** Levels of study, as the files write them. */
export const levels = {
  quatrieme: 'quatrième',
  troisieme: 'troisième',
  seconde: 'seconde',
  cap: 'CAP',
  bac_pro: 'bac professionnel',
  other: 'autre',
} as const

export type Level = keyof typeof levels
export const isLevel = (text: string): text is Level => Object.hasOwn(levels, text)
export const levelNames = Object.keys(levels).join(', ')
