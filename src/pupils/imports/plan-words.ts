import { countWords, listWords } from '#/design/words.ts'
import type { ChangeSort, ImportPlan, PupilCells, PupilChange } from './plan.ts'

/** A line of what an import changes, as people read it. */
export interface ChangeLine {
  readonly id: string
  readonly name: string
  readonly birthDate: string
  readonly className: string
  /** Where the pupil comes from, when the class changes. */
  readonly formerClass: string | undefined
  /** What changes: « courriel, domicile ». */
  readonly what: string
}

const fieldWords: readonly (readonly [keyof PupilCells, string])[] = [
  ['last_name', 'nom'],
  ['first_name', 'prénom'],
  ['birth_date', 'date de naissance'],
  ['level', 'niveau'],
  ['mef', 'formation'],
  ['email', 'courriel'],
  ['phone', 'téléphone'],
  ['home_mac', 'domicile'],
  ['sex', 'sexe'],
  ['boarder', 'régime'],
  ['ine_mac', 'numéro national reconnu'],
]

/** The lines of a sort, by name. */
export function linesOf(
  { pupils, representatives }: ImportPlan,
  sort: ChangeSort,
  classNames: ReadonlyMap<string, string>,
): readonly ChangeLine[] {
  const withPeople = new Set(representatives.map(({ former, next }) => (next ?? former)?.pupil_id))
  return pupils
    .filter((change) => change.sort === sort)
    .map((change) => lineOf(change, withPeople.has(change.id), classNames))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
}

function lineOf(
  { id, former, next }: PupilChange,
  hasPeople: boolean,
  classNames: ReadonlyMap<string, string>,
): ChangeLine {
  const nameOf = (classId: string): string => classNames.get(classId) ?? 'une classe d’une autre année'
  const changed = former ? fieldWords.filter(([key]) => former[key] !== next[key]).map(([, words]) => words) : []
  return {
    id,
    name: `${next.last_name} ${next.first_name}`,
    birthDate: next.birth_date,
    className: nameOf(next.class_id),
    formerClass: former && former.class_id !== next.class_id ? nameOf(former.class_id) : undefined,
    what: listWords([...changed, ...(hasPeople ? ['responsables'] : [])]),
  }
}

/** « 12 élèves arrivent, 3 changent de classe, 2 partent ». */
export function sumWords(counts: { readonly [Sort in ChangeSort]: number }): string {
  const arrive = counts.new + counts.returned
  const parts = [
    arrive > 0 && `${countWords(arrive, 'élève')} ${arrive === 1 ? 'arrive' : 'arrivent'}`,
    counts.moved > 0 && `${counts.moved} ${counts.moved === 1 ? 'change' : 'changent'} de classe`,
    counts.changed > 0 && `${counts.changed} ${counts.changed === 1 ? 'dossier change' : 'dossiers changent'}`,
    counts.left > 0 && `${counts.left} ${counts.left === 1 ? 'part' : 'partent'}`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'Rien ne changerait' : parts.join(', ')
}
