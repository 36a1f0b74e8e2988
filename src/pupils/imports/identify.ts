import { searchable } from '#/platform/searchable.ts'
import { type KeyedPupil, lineKey } from './keyed.ts'
import type { StoredPupil } from './plan.ts'

/** Who a listed pupil is: someone already there, someone new, or, when it cannot be told, whom to ask about. */
export type Identity =
  | { readonly is: StoredPupil }
  | { readonly is: 'new' }
  | { readonly is: 'unsure'; readonly candidates: readonly StoredPupil[] }

/**
 * Tells who is who, without ever merging two people in silence. The national number decides where both sides have it. Else the same name
 * and day of birth, when there is one such pupil on each side. Twins have two first names. Namesakes of one day, a first name cut short
 * and a day of birth mistyped are asked about; `answers` holds what was said, by `lineKey`.
 */
export function identify(
  listed: readonly KeyedPupil[],
  stored: readonly StoredPupil[],
  answers: Readonly<Record<string, string>>,
): readonly Identity[] {
  const found: (Identity | undefined)[] = listed.map(() => undefined)
  const taken = new Set<string>()
  const take = (index: number, pupil: StoredPupil): void => {
    found[index] = { is: pupil }
    taken.add(pupil.id)
  }
  const byIne = new Map(stored.flatMap((pupil) => (pupil.cells.ine_mac === null ? [] : [[pupil.cells.ine_mac, pupil]])))
  for (const [index, { ineMac }] of listed.entries()) {
    const same = ineMac === undefined ? undefined : byIne.get(ineMac)
    if (same && !taken.has(same.id)) take(index, same)
  }
  const byId = new Map(stored.map((pupil) => [pupil.id, pupil]))
  for (const [index, pupil] of listed.entries()) {
    const answer = found[index] ? undefined : answers[lineKey(pupil)]
    const said = answer === undefined ? undefined : byId.get(answer)
    if (said && !taken.has(said.id) && isLike(pupil, said)) take(index, said)
    else if (answer === 'new') found[index] = { is: 'new' }
  }
  const open = [...listed.entries()].filter(([index]) => !found[index])
  const listedByName = Map.groupBy(open, ([, pupil]) => exactKey(namesOf(pupil), pupil.birthDate))
  const free = stored.filter(({ id }) => !taken.has(id))
  const storedByName = Map.groupBy(free, ({ cells }) => exactKey(cells, cells.birth_date))
  const near = Map.groupBy(free, ({ cells }) => searchable(cells.last_name))
  for (const [index, pupil] of open) {
    const key = exactKey(namesOf(pupil), pupil.birthDate)
    const same = (storedByName.get(key) ?? []).filter((each) => mayBeSame(pupil, each))
    const [only] = same
    if (only && same.length === 1 && listedByName.get(key)?.length === 1) take(index, only)
  }
  for (const [index, pupil] of open) {
    if (found[index]) continue
    const candidates = (near.get(searchable(pupil.lastName)) ?? []).filter(
      (each) => !taken.has(each.id) && isLike(pupil, each),
    )
    found[index] = candidates.length === 0 ? { is: 'new' } : { is: 'unsure', candidates }
  }
  return found.map((identity) => identity ?? { is: 'new' })
}

const namesOf = ({ lastName, firstName }: KeyedPupil) => ({ last_name: lastName, first_name: firstName })

/** One text for a name and a day of birth. */
const exactKey = (name: { readonly last_name: string; readonly first_name: string }, birthDate: string): string =>
  `${searchable(`${name.last_name} ${name.first_name}`)} ${birthDate}`

/** Two national numbers are two people. */
const mayBeSame = ({ ineMac }: KeyedPupil, { cells }: StoredPupil): boolean =>
  ineMac === undefined || cells.ine_mac === null || ineMac === cells.ine_mac

/** Near enough to ask: one family name, and the same first name or the beginning of it on one day, or the same first name on another. */
function isLike(pupil: KeyedPupil, each: StoredPupil): boolean {
  if (!mayBeSame(pupil, each) || searchable(pupil.lastName) !== searchable(each.cells.last_name)) return false
  const [one, other] = [searchable(pupil.firstName), searchable(each.cells.first_name)]
  if (pupil.birthDate === each.cells.birth_date) return one.startsWith(other) || other.startsWith(one)
  return one === other && isMistyped(pupil.birthDate, each.cells.birth_date)
}

/** Whether two days of birth (ISO) differ as by a slip: one part of the three, or day and month exchanged. */
function isMistyped(one: string, other: string): boolean {
  const [a, b] = [one.split('-'), other.split('-')]
  const different = a.filter((part, index) => part !== b[index]).length
  return different === 1 || (a[0] === b[0] && a[1] === b[2] && a[2] === b[1])
}
