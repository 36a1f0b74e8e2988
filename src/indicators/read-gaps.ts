import type { Db } from '#/platform/database.ts'
import { isLevel, levels } from '#/rules/index.ts'
import { addFigures, placed, pupilsOf } from './figures.ts'
import { type Group, maskSmall, pointsOf, roundShown, type Shown } from './gaps.ts'
import { figuresBy, figuresOfSchools } from './read-figures.ts'
import type { Ground } from './read-ground.ts'
import { type Kept, keptOn } from './read-weeks.ts'
import { figuresOfSlices, slicesSince } from './slices.ts'

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

export interface Gaps {
  /** The widest first; those of which too little may be said come last. */
  readonly gaps: readonly Gap[]
  /** Of a past day from before groups of pupils were kept: since when they are. Groups of schools are always known. */
  readonly unknown: Kept
}

/** The gaps of the territory or of an area, now or on a past evening; a way of looking that knows one group only is left out. */
export async function readGaps(db: Db, { territory, scheme, here, view }: Ground): Promise<Gaps> {
  const asked = { territoryId: territory.id, scheme, day: view.day }
  const whole = addFigures((await figuresBy(db, asked, here?.at, undefined)).values())
  const total = { pupils: pupilsOf(whole), placed: placed(whole) }
  const unknown = keptOn(view.day, view.day && (await slicesSince(db, asked)))
  const all = new Map<string, Omit<Group, 'label'>>()
  for (const [code, figures] of await figuresOfSchools(db, asked, here?.at))
    all.set(code, { pupils: pupilsOf(figures), placed: placed(figures) })
  if (unknown === 'known')
    for (const [code, figures] of await figuresOfSlices(db, asked, here?.at, 'groups')) all.set(code, figures)
  const gaps = looked.flatMap(({ name, title, source, words }) => {
    const named: Readonly<Record<string, string>> = words
    const groups = [...all]
      .filter(([code, { pupils }]) => code.startsWith(`${name}:`) && pupils > 0)
      .map(([code, { pupils, placed: part }]): Group => {
        const value = code.slice(name.length + 1)
        return {
          label: name === 'level' && isLevel(value) ? levels[value] : (named[value] ?? value),
          pupils,
          placed: part,
        }
      })
      .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))
    if (groups.length === 0) return []
    const sum = (of: (group: Group) => number) => groups.reduce((known, group) => known + of(group), 0)
    const rest = {
      pupils: total.pupils - sum(({ pupils }) => pupils),
      placed: total.placed - sum((group) => group.placed),
    }
    if (rest.pupils > 0) groups.push({ label: 'Non renseigné', ...rest })
    return groups.length < 2 ? [] : [{ title, source, groups: roundShown(maskSmall(groups)) }]
  })
  const width = ({ groups }: Gap) => pointsOf(groups)?.points ?? -1
  return { gaps: gaps.toSorted((a, b) => width(b) - width(a)), unknown }
}
