import { isDeepStrictEqual } from 'node:util'
import type { NewId } from '#/platform/identifiers.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Level } from '#/rules/index.ts'
import { classKey } from './class-name.ts'
import { identify } from './identify.ts'
import { type KeyedList, type KeyedPupil, lineKey } from './keyed.ts'
import type { ChangeSort, ImportPlan, PupilCells, PupilChange, Question, StoredPupil, StoredSchool } from './plan.ts'
import { planRepresentatives } from './plan-representatives.ts'
import type { ImportAnswers, ImportCounts } from './tables.ts'

export interface Planned {
  readonly plan: ImportPlan
  readonly questions: readonly Question[]
  readonly counts: ImportCounts
  /** Pupils of the file who are in no class yet, and are not there already: they wait. */
  readonly classless: number
  /** Classes that the file writes in another way than the school does. */
  readonly respelt: readonly { readonly written: string; readonly name: string }[]
  /** How many stay without a position: neither an address nor a commune that is known here. */
  readonly homeless: number
}

/**
 * What an import changes at a school: pure, so that it is computed again just before it is applied. New things get their ids from `newId`;
 * `at` is when those who are absent leave.
 */
export function planImport(
  list: KeyedList,
  stored: StoredSchool,
  {
    answers,
    schoolYear,
    newId,
    at,
  }: {
    readonly answers: ImportAnswers
    readonly schoolYear: number
    readonly newId: NewId
    readonly at: string
  },
): Planned {
  const classes = new Classes(stored, list, newId)
  for (const { name, level } of list.classes) classes.idOf(name, level)
  for (const [name, pupils] of Map.groupBy(list.pupils, ({ className }) => className ?? ''))
    if (name !== '') classes.idOf(name, commonest(pupils.map(({ level }) => level)))
  const identities = identify(list.pupils, stored.pupils, answers.who)
  const changes: PupilChange[] = []
  const questions: Question[] = []
  const addresses: ImportPlan['addresses'][number][] = []
  const present = new Map<string, KeyedPupil>()
  const unsure = new Set<string>()
  let [same, classless, homeless] = [0, 0, 0]
  const representatives = planRepresentatives(stored.representatives, newId)
  for (const [index, pupil] of list.pupils.entries()) {
    const identity = identities[index] ?? { is: 'new' }
    if (identity.is === 'unsure') {
      questions.push(questionOf(pupil, identity.candidates, classes))
      for (const { id } of identity.candidates) unsure.add(id)
      continue
    }
    const former = identity.is === 'new' ? undefined : identity.is
    const classId = pupil.className === undefined ? former?.cells.class_id : classes.idOf(pupil.className, pupil.level)
    if (classId === undefined) {
      classless++
      continue
    }
    const id = former?.id ?? newId()
    present.set(id, pupil)
    const next = nextCells(pupil, former, classId)
    if (next.home_precision === null) homeless++
    const changesPeople = representatives.take(id, pupil.representatives)
    if (former && !changesPeople && isDeepStrictEqual(former.cells, next)) same++
    else changes.push({ id, sort: sortOf(former, next), former: former?.cells ?? null, next })
    const { home } = pupil
    if (
      home?.sealed !== undefined &&
      !(former?.cells.home_mac === home.mac && former.cells.home_precision === 'address')
    )
      addresses.push({ pupilId: id, sealed: home.sealed, mac: home.mac })
  }
  if (answers.absent === 'left')
    for (const pupil of absentOf(list, stored, present, unsure, classes))
      changes.push({ id: pupil.id, sort: 'left', former: pupil.cells, next: { ...pupil.cells, left_at: at } })
  const { groups, members } = planGroups(list, stored, present, newId)
  const counted = (sort: ChangeSort): number => changes.filter((change) => change.sort === sort).length
  return {
    plan: {
      schoolYear,
      classes: classes.added,
      groups,
      members,
      pupils: changes,
      representatives: representatives.changes,
      addresses,
    },
    questions,
    counts: {
      listed: list.pupils.length,
      ...{ new: counted('new'), returned: counted('returned'), moved: counted('moved'), changed: counted('changed') },
      ...{ left: counted('left'), same, wrong: list.wrong.length, questions: questions.length },
    },
    classless,
    homeless,
    respelt: classes.respelt,
  }
}

/** The classes of the school year, and those that the import adds. */
class Classes {
  readonly added: { id: string; name: string; level: Level }[] = []
  readonly respelt: { written: string; name: string }[] = []
  readonly #byName: Map<string, string>
  /** By what a class is called however it is written; undefined where that is two classes. */
  readonly #byKey = new Map<string, string | undefined>()
  readonly #names: Map<string, string>
  readonly #newId: NewId
  constructor({ classes }: StoredSchool, list: KeyedList, newId: NewId) {
    this.#byName = new Map(classes.map(({ id, name }) => [searchable(name), id]))
    this.#names = new Map(classes.map(({ id, name }) => [id, name]))
    for (const [key, same] of Map.groupBy(classes, ({ name }) => classKey(name)))
      this.#byKey.set(key, same.length === 1 ? same[0]?.id : undefined)
    // In SIECLE's own list, two codes are two classes, however alike.
    if (list.isWhole) {
      const codes = [...list.classes.map(({ name }) => name), ...list.pupils.map(({ className }) => className ?? '')]
      for (const [key, same] of Map.groupBy(new Set(codes.map(searchable)), classKey))
        if (same.length > 1) this.#byKey.set(key, undefined)
    }
    this.#newId = newId
  }
  idOf(name: string, level: Level): string {
    const key = classKey(name)
    const known = this.#byName.get(searchable(name))
    if (known !== undefined) return known
    const alike = this.#byKey.get(key)
    const id = alike ?? this.#newId()
    if (alike === undefined) {
      this.added.push({ id, name, level })
      this.#names.set(id, name)
      if (!this.#byKey.has(key)) this.#byKey.set(key, id)
    } else this.respelt.push({ written: name, name: this.nameOf(alike) })
    this.#byName.set(searchable(name), id)
    return id
  }
  /** '' for a class of another year. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? ''
  }
}

function commonest(levels: readonly Level[]): Level {
  const [first] = [...Map.groupBy(levels, (level) => level)].toSorted(([, a], [, b]) => b.length - a.length)
  return first?.[0] ?? 'other'
}

/** What the file says goes over what was there; what it does not say stays. */
function nextCells(pupil: KeyedPupil, former: StoredPupil | undefined, classId: string): PupilCells {
  const before = former?.cells
  return {
    class_id: classId,
    first_name: spelt(pupil.firstName, before?.first_name),
    last_name: spelt(pupil.lastName, before?.last_name),
    birth_date: pupil.birthDate,
    level: pupil.level,
    email: pupil.email ?? before?.email ?? null,
    phone: pupil.phone ?? before?.phone ?? null,
    ...homeCells(pupil, before),
    ine_mac: pupil.ineMac ?? before?.ine_mac ?? null,
    sex: pupil.sex ?? before?.sex ?? null,
    boarder: pupil.boarder ?? before?.boarder ?? null,
    mef: pupil.mef ?? before?.mef ?? null,
    left_at: null,
  }
}

/** Exports lose accents and small letters: a name that differs by these alone keeps the spelling that someone chose. */
const spelt = (name: string, before: string | undefined): string =>
  before !== undefined && searchable(before) === searchable(name) ? before : name

type HomeCells = Pick<PupilCells, 'lat' | 'lon' | 'home_precision' | 'commune' | 'home_mac'>

function homeCells({ home }: KeyedPupil, before: PupilCells | undefined): HomeCells {
  const kept = before && {
    lat: before.lat,
    lon: before.lon,
    home_precision: before.home_precision,
    commune: before.commune,
    home_mac: before.home_mac,
  }
  if (!home) return kept ?? { lat: null, lon: null, home_precision: null, commune: null, home_mac: null }
  if (kept?.home_mac === home.mac) return kept
  // A position entered before files came: as precise as anyone knew, while the commune is the same.
  if (
    kept?.home_mac === null &&
    kept.home_precision === 'address' &&
    kept.commune !== null &&
    kept.commune === home.commune
  )
    return { ...kept, home_mac: home.mac }
  const { lat, lon, commune, mac } = home
  return lat === undefined || lon === undefined
    ? { lat: null, lon: null, home_precision: null, commune: commune ?? null, home_mac: mac }
    : { lat, lon, home_precision: 'commune', commune: commune ?? null, home_mac: mac }
}

function sortOf(former: StoredPupil | undefined, next: PupilCells): ChangeSort {
  if (!former) return 'new'
  if (former.cells.left_at !== null) return 'returned'
  return former.cells.class_id === next.class_id ? 'changed' : 'moved'
}

/** Those who are there and not in the file: of the whole school where it names everybody, else of the classes that it names. */
function absentOf(
  list: KeyedList,
  { pupils }: StoredSchool,
  present: ReadonlyMap<string, KeyedPupil>,
  unsure: ReadonlySet<string>,
  classes: Classes,
): StoredPupil[] {
  const named = new Set(
    list.pupils.flatMap(({ className, level }) => (className === undefined ? [] : [classes.idOf(className, level)])),
  )
  // A line that could not be read may be about one of them.
  const wrongInes = new Set(list.wrong.flatMap(({ ineMac }) => ineMac ?? []))
  const wrongNames = [...new Set(list.wrong.map(({ name }) => searchable(name)))]
    .filter((name) => name !== '')
    .map((name) => name.split(' '))
  /** Of a name that is not whole, what is there is enough. */
  const isNamedWrong = ({ last_name, first_name }: StoredPupil['cells']): boolean => {
    const names = new Set(searchable(`${last_name} ${first_name}`).split(' '))
    return wrongNames.some((words) => words.every((word) => names.has(word)))
  }
  return pupils.filter(
    ({ id, cells }) =>
      cells.left_at === null &&
      !present.has(id) &&
      !unsure.has(id) &&
      (list.isWhole || named.has(cells.class_id)) &&
      !(cells.ine_mac !== null && wrongInes.has(cells.ine_mac)) &&
      !isNamedWrong(cells),
  )
}

function planGroups(list: KeyedList, stored: StoredSchool, present: ReadonlyMap<string, KeyedPupil>, newId: NewId) {
  const byName = new Map(stored.groups.map((group) => [searchable(group.name), group]))
  const groups: { id: string; name: string }[] = []
  const members: ImportPlan['members'][number][] = []
  const named = new Map<string, { name: string; pupilIds: string[] }>()
  for (const [id, { groups: its }] of present)
    for (const name of new Set(its)) {
      const group = named.get(searchable(name)) ?? { name, pupilIds: [] }
      group.pupilIds.push(id)
      named.set(searchable(name), group)
    }
  for (const [key, { name, pupilIds }] of named) {
    const known = byName.get(key)
    const id = known?.id ?? newId()
    if (!known) groups.push({ id, name })
    const [former, next] = [[...(known?.pupilIds ?? [])].toSorted(), pupilIds.toSorted()]
    if (!isDeepStrictEqual(former, next)) members.push({ groupId: id, former, next })
  }
  // A group that a whole file names no more is empty.
  if (list.isWhole)
    for (const { id, name, pupilIds } of stored.groups)
      if (pupilIds.length > 0 && !named.has(searchable(name)))
        members.push({ groupId: id, former: pupilIds.toSorted(), next: [] })
  return { groups, members }
}

function questionOf(pupil: KeyedPupil, candidates: readonly StoredPupil[], classes: Classes): Question {
  return {
    key: lineKey(pupil),
    name: `${pupil.firstName} ${pupil.lastName}`,
    birthDate: pupil.birthDate,
    className: pupil.className,
    candidates: candidates.map(({ id, cells }) => ({
      id,
      name: `${cells.first_name} ${cells.last_name}`,
      birthDate: cells.birth_date,
      className: classes.nameOf(cells.class_id),
      left: cells.left_at !== null,
    })),
  }
}
