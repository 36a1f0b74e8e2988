import type { Db } from '#/platform/database.ts'
import { isLevel, levels } from '#/rules/index.ts'
import type { Figures } from './figures.ts'
import { groupOf, maskSmall, type Shown } from './gaps.ts'
import type { Ground } from './read-board.ts'
import { figuresOfGroups, figuresOfSchools } from './read-figures.ts'

/** One way of looking at gaps, its small cells masked. */
export interface Gap {
  readonly title: string
  /** Where the information comes from. */
  readonly source: string
  readonly groups: readonly Shown[]
}

const looked = [
  {
    ...{ name: 'priority', title: 'Éducation prioritaire', source: 'L’établissement est en REP ou REP+.' },
    words: { '1': 'Établissements en éducation prioritaire', '0': 'Autres établissements' },
  },
  {
    ...{ name: 'qpv', title: 'Quartier prioritaire', source: 'L’élève habite un quartier prioritaire de la ville.' },
    words: { '1': 'Élèves d’un quartier prioritaire', '0': 'Autres élèves' },
  },
  {
    ...{ name: 'rural', title: 'Ruralité', source: 'L’établissement est dans une commune rurale.' },
    words: { '1': 'Établissements ruraux', '0': 'Autres établissements' },
  },
  {
    ...{ name: 'boarder', title: 'Internat', source: 'Selon les listes des établissements.' },
    words: { '1': 'Internes', '0': 'Externes et demi-pensionnaires' },
  },
  {
    ...{ name: 'sex', title: 'Filles et garçons', source: 'Selon les listes des établissements.' },
    words: { f: 'Filles', m: 'Garçons' },
  },
  { name: 'level', title: 'Voie et niveau', source: 'Selon la classe.', words: {} },
] as const

/** The gaps of the territory or of an area, now; a way of looking that knows one group only is left out. */
export async function readGaps(db: Db, { territory, scheme, here }: Ground, whole: Figures): Promise<Gap[]> {
  const asked = { territoryId: territory.id, scheme, day: undefined }
  const all = new Map([
    ...(await figuresOfGroups(db, asked, here?.at)),
    ...(await figuresOfSchools(db, asked, here?.at)),
  ])
  const total = groupOf('', whole)
  return looked.flatMap(({ name, title, source, words }) => {
    const named: Readonly<Record<string, string>> = words
    const groups = [...all]
      .filter(([code]) => code.startsWith(`${name}:`))
      .map(([code, figures]) => {
        const value = code.slice(name.length + 1)
        return groupOf(name === 'level' && isLevel(value) ? levels[value] : (named[value] ?? value), figures)
      })
      .filter(({ pupils }) => pupils > 0)
      .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))
    if (groups.length === 0) return []
    const known = groups.reduce(
      (sum, { pupils, placed }) => ({ pupils: sum.pupils + pupils, placed: sum.placed + placed }),
      {
        pupils: 0,
        placed: 0,
      },
    )
    if (total.pupils > known.pupils)
      groups.push({ label: 'Non renseigné', pupils: total.pupils - known.pupils, placed: total.placed - known.placed })
    return groups.length < 2 ? [] : [{ title, source, groups: maskSmall(groups) }]
  })
}
