import { addressOf } from '#/addresses.ts'
import { type Level, mostToDo, type SortBy, type SortKey, sortKeys } from './area-coverage.ts'

/** What the address of a coverage page says beside the area: which level its table shows, and in which order. */
export interface View {
  readonly below: Level
  readonly sort: SortBy
}

/** The page of an area; that of the whole territory is the campaign's own. */
export function areaHref(
  campaign: string,
  area: { level: Level; code: string } | undefined,
  view?: Partial<View>,
): string {
  const query = { par: view?.below, tri: view?.sort && sortWord(view.sort) }
  return area
    ? addressOf('area', { campaign, level: area.level, area: area.code }, query)
    : addressOf('campaign', { campaign }, query)
}

const sortWord = ({ key, descending }: SortBy): string => (descending ? `${key}-desc` : key)

/** The order that an address asks for; the usual one where it asks for none that exists. */
export function readSort(text: string | undefined): SortBy {
  const key = sortKeys.find((known) => text === known || text === `${known}-desc`)
  return key ? { key, descending: text !== key } : mostToDo
}

/** Figures where more matters more sort downwards first. */
export const descendingFirst = (key: SortKey): boolean => key !== 'name' && key !== 'share'

export const levelWords: Readonly<
  Record<Level, { readonly one: string; readonly by: string; readonly circle: string }>
> = {
  region: { one: 'Région', by: 'Par région', circle: 'une région' },
  departement: { one: 'Département', by: 'Par département', circle: 'un département' },
  epci: { one: 'Intercommunalité', by: 'Par intercommunalité', circle: 'une intercommunalité' },
  bassin: { one: 'Bassin', by: 'Par bassin', circle: 'un bassin' },
  etablissement: { one: 'Établissement', by: 'Par établissement', circle: 'un établissement' },
}
