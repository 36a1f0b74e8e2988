import { searchable } from '#/platform/searchable.ts'
import { type KeyedPupil, lineKey } from './keyed.ts'
import type { StoredPupil } from './plan.ts'

/** Who a listed pupil is: someone already there, someone new, or, when it cannot be told, whom to ask about. */
export type Identity =
  | { readonly is: StoredPupil }
  | { readonly is: 'new' }
  | { readonly is: 'unsure'; readonly candidates: readonly StoredPupil[] }

/**
 * Tells who is who, without ever merging two people in silence. The national number decides where both sides have it, unless first name
 * and day of birth both say somebody else: then a column was shifted, and someone is asked. Else the same name and day of birth, when
 * there is one such pupil on each side. Twins have two first names. Namesakes of one day, a first name cut short, a day of birth mistyped
 * and another family name are asked about; `answers` holds what was said, by `lineKey`.
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
  const byId = new Map(stored.map((pupil) => [pupil.id, pupil]))
  for (const [index, pupil] of listed.entries()) {
    const answer = answers[lineKey(pupil)]
    const said = answer === undefined ? undefined : byId.get(answer)
    if (said && !taken.has(said.id) && isLike(pupil, said)) take(index, said)
    else if (answer === 'new') found[index] = { is: 'new' }
  }
  const byIne = Map.groupBy(
    stored.filter(({ cells }) => cells.ine_mac !== null),
    ({ cells }) => cells.ine_mac,
  )
  const shifted = new Map<number, readonly StoredPupil[]>()
  for (const [index, pupil] of listed.entries()) {
    if (found[index] || pupil.ineMac === undefined) continue
    const same = (byIne.get(pupil.ineMac) ?? []).filter(({ id }) => !taken.has(id))
    const [best] = same.filter((each) => isSomehow(pupil, each)).toSorted(presentFirst)
    if (best) take(index, best)
    else if (same.length > 0) shifted.set(index, same)
  }
  const open = [...listed.entries()].filter(([index]) => !found[index])
  const listedByName = Map.groupBy(open, ([, pupil]) => exactKey(namesOf(pupil), pupil.birthDate))
  const free = stored.filter(({ id }) => !taken.has(id))
  const storedByName = Map.groupBy(free, ({ cells }) => exactKey(cells, cells.birth_date))
  for (const [index, pupil] of open) {
    const key = exactKey(namesOf(pupil), pupil.birthDate)
    const same = (storedByName.get(key) ?? []).filter((each) => mayBeSame(pupil, each))
    const [only] = same
    if (only && same.length === 1 && listedByName.get(key)?.length === 1) take(index, only)
  }
  const byFamily = Map.groupBy(free, ({ cells }) => nameKey(cells.last_name))
  const byDay = Map.groupBy(free, ({ cells }) => cells.birth_date)
  for (const [index, pupil] of open) {
    if (found[index]) continue
    const near = [
      ...(shifted.get(index) ?? []),
      ...(byFamily.get(nameKey(pupil.lastName)) ?? []),
      ...(byDay.get(pupil.birthDate) ?? []),
    ]
    const candidates = [...new Set(near)].filter((each) => !taken.has(each.id) && isLike(pupil, each))
    found[index] = candidates.length === 0 ? { is: 'new' } : { is: 'unsure', candidates }
  }
  return found.map((identity) => identity ?? { is: 'new' })
}

const namesOf = ({ lastName, firstName }: KeyedPupil) => ({ last_name: lastName, first_name: firstName })

/** « LE GOFF », « Le-Goff » and « LEGOFF » are one name, and « Cœurine » and « COEURINE ». */
const nameKey = (name: string): string =>
  searchable(name)
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** One text for a name and a day of birth. */
const exactKey = (name: { readonly last_name: string; readonly first_name: string }, birthDate: string): string =>
  `${nameKey(name.last_name)} ${nameKey(name.first_name)} ${birthDate}`

/** Two national numbers are two people. */
const mayBeSame = ({ ineMac }: KeyedPupil, { cells }: StoredPupil): boolean =>
  ineMac === undefined || cells.ine_mac === null || ineMac === cells.ine_mac

const presentFirst = (a: StoredPupil, b: StoredPupil): number =>
  Number(a.cells.left_at !== null) - Number(b.cells.left_at !== null)

const isOneFirstName = ({ firstName }: KeyedPupil, { cells }: StoredPupil): boolean => {
  const [one, other] = [nameKey(firstName), nameKey(cells.first_name)]
  return one.startsWith(other) || other.startsWith(one)
}

/** Whether something else than the number says the same: a day of birth, or a first name. */
const isSomehow = (pupil: KeyedPupil, each: StoredPupil): boolean =>
  pupil.birthDate === each.cells.birth_date || isOneFirstName(pupil, each)

/**
 * Near enough to ask: one number; one family name, and the same first name or the beginning of it on one day, or the same first name on
 * another; one first name and day, under another family name, of someone who is there.
 */
function isLike(pupil: KeyedPupil, each: StoredPupil): boolean {
  if (!mayBeSame(pupil, each)) return false
  if (pupil.ineMac !== undefined && pupil.ineMac === each.cells.ine_mac) return true
  const isSameDay = pupil.birthDate === each.cells.birth_date
  if (nameKey(pupil.lastName) === nameKey(each.cells.last_name))
    return isSameDay
      ? isOneFirstName(pupil, each)
      : nameKey(pupil.firstName) === nameKey(each.cells.first_name) &&
          isMistyped(pupil.birthDate, each.cells.birth_date)
  return isSameDay && each.cells.left_at === null && nameKey(pupil.firstName) === nameKey(each.cells.first_name)
}

/** Whether two days of birth (ISO) differ as by a slip: one part of the three, or day and month exchanged. */
function isMistyped(one: string, other: string): boolean {
  const [a, b] = [one.split('-'), other.split('-')]
  const different = a.filter((part, index) => part !== b[index]).length
  return different === 1 || (a[0] === b[0] && a[1] === b[2] && a[2] === b[1])
}
