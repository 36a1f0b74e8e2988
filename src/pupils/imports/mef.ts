import { searchable } from '#/platform/searchable.ts'
import type { Level } from '#/rules/index.ts'

/** What the first three figures of a MEF (module élémentaire de formation) say; `none`: no placement at this level. */
const levelOfScheme: Readonly<Record<string, Level | 'none'>> = {
  ...{ '100': 'none', '101': 'none', '110': 'troisieme', '131': 'troisieme', '115': 'none', '116': 'none' },
  ...{ '102': 'quatrieme', '103': 'troisieme', '104': 'troisieme' },
  // SEGPA
  ...{ '164': 'none', '165': 'none', '166': 'quatrieme', '167': 'troisieme' },
  ...{ '200': 'seconde', '210': 'seconde', '201': 'none', '202': 'none', '211': 'none', '212': 'none' },
  ...{ '213': 'none', '221': 'bac_pro', '222': 'bac_pro' },
  // CAP, in one, two or three years, and at farming schools
  ...{ '240': 'cap', '241': 'cap', '242': 'cap', '271': 'cap', '280': 'cap' },
  // Baccalauréat professionnel, brevet des métiers d’art; certificats de spécialisation beside the diploma that they follow
  ...{ '247': 'bac_pro', '276': 'bac_pro', '250': 'bac_pro', '251': 'bac_pro', '258': 'bac_pro' },
  ...{ '253': 'cap', '257': 'cap' },
}

/** The level of a MEF of 8 to 11 figures; undefined for one that is not known here. */
export const levelOfMef = (mef: string): Level | 'none' | undefined =>
  /^\d{8,11}$/.test(mef) ? levelOfScheme[mef.slice(0, 3)] : undefined

/** How people write levels, tried in order on a class or a level as written: « 3EME SEGPA », « 2DE3 », « 1CAP2 », « TBPCV ». */
const written: readonly (readonly [pattern: RegExp, level: Level | 'none'])[] = [
  [/\bcap|^[12t]cap/, 'cap'],
  [/bac\s?pro|\bpro\b|^(2nde|2de|2|1re|1ere|1|tle|term|t)\s?(bp|pro)/, 'bac_pro'],
  [/^(6|sixieme)(e|eme)?\s?[a-z0-9]*\b/, 'none'],
  [/^(5|cinquieme)(e|eme)?\s?[a-z0-9]*\b/, 'none'],
  [
    /^(1|1re|1ere|premiere|t|tle|term|terminale)\s?(g|gen|generale|techno\w*|stmg|sti2d|st2s|stl|std2a|sthr|stav|s2tmd)\s?\d{0,2}$/,
    'none',
  ],
  [/^(4|quatrieme)(e|eme)?/, 'quatrieme'],
  [/^(3|troisieme)(e|eme)?/, 'troisieme'],
  [/^(2nde?|2de|2e|2|seconde)/, 'seconde'],
]

/** The level that a written level or the name of a class says; undefined when it says none. */
export function levelOfWords(text: string): Level | 'none' | undefined {
  const folded = searchable(text)
  return folded === '' ? undefined : written.find(([pattern]) => pattern.test(folded))?.[1]
}
