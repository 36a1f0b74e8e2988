import type { At, Level } from '#/indicators/index.ts'

/** A place inside a territory, in the words of the API: schools are `school` there, `etablissement` in the addresses of dashboards. */
export const apiLevels = ['region', 'departement', 'epci', 'bassin', 'commune', 'school'] as const
export type ApiLevel = (typeof apiLevels)[number]

export const levelOf = (level: ApiLevel): Level => (level === 'school' ? 'etablissement' : level)
export const apiLevelOf = (level: Level): ApiLevel => (level === 'etablissement' ? 'school' : level)

const isApiLevel = (text: string): text is ApiLevel => apiLevels.some((level) => level === text)

/** `bassin:vire`, `school:9140001A`; undefined for any other text. */
export function readArea(text: string): At | undefined {
  const colon = text.indexOf(':')
  const [level, code] = [text.slice(0, colon), text.slice(colon + 1)]
  return isApiLevel(level) && code !== '' && code.length <= 60 ? { level: levelOf(level), code } : undefined
}
