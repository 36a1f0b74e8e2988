import { type At, type Level, readView } from '#/indicators/index.ts'

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

/** The area of a key as it is kept, in the words of a dashboard's address; empty for the whole territory. */
export const withinOf = (at: At | undefined): string => (at ? `${at.level}:${at.code}` : '')
export const readWithin = (within: string): At | undefined =>
  readView((name) => (name === 'dans' ? within : undefined)).at
