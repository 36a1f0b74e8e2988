import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { identify } from './identify.ts'
import { type KeyedPupil, lineKey } from './keyed.ts'
import { levelOfMef, levelOfWords } from './mef.ts'
import { printedName, splitName } from './person-name.ts'
import type { PupilCells, StoredPupil, StoredSchool } from './plan.ts'
import { planImport } from './plan-import.ts'

const listed = (line: number, more: Partial<KeyedPupil>): KeyedPupil => ({
  ...{ file: 'f', line, ineMac: undefined, firstName: 'Lina', lastName: 'Roussel', birthDate: '2010-05-02' },
  ...{ level: 'seconde', mef: undefined, className: '2A', groups: [], sex: undefined, boarder: undefined },
  ...{ email: undefined, phone: undefined, home: undefined, representatives: undefined },
  ...more,
})
const list = (pupils: readonly KeyedPupil[]) => ({
  ...{ pupils, classes: [], leftOut: { apprentices: 0, levels: 0, gone: 0 }, schoolYear: 2025 },
  ...{ isWhole: true, otherSchool: undefined, wrong: [], problems: [], remarks: [] },
})
const nobody: StoredSchool = { pupils: [], representatives: [], classes: [], groups: [] }

function plan(pupils: readonly KeyedPupil[], stored: StoredSchool, who: Readonly<Record<string, string>> = {}) {
  let count = stored.pupils.length * 100
  const newId = () => `id${++count}`
  return planImport(list(pupils), stored, { answers: { who, absent: 'left' }, schoolYear: 2025, newId, at: 'now' })
}

/** The school after a plan was applied. */
function after(stored: StoredSchool, { plan: done }: ReturnType<typeof plan>): StoredSchool {
  const pupils = new Map(stored.pupils.map((pupil) => [pupil.id, pupil.cells]))
  for (const { id, next } of done.pupils) pupils.set(id, next)
  const groups = new Map(
    [...stored.groups, ...done.groups.map((group) => ({ ...group, pupilIds: [] }))].map((group) => [group.id, group]),
  )
  for (const { groupId, next } of done.members)
    groups.set(groupId, { id: groupId, name: groups.get(groupId)?.name ?? '', pupilIds: next })
  return {
    pupils: [...pupils].map(([id, cells]) => ({ id, cells })),
    representatives: [],
    classes: [...stored.classes, ...done.classes],
    groups: [...groups.values()],
  }
}

const few = (...texts: string[]) => fc.constantFrom(...texts)
const aList = fc
  .array(
    fc.record({
      ineMac: fc.option(few('i1', 'i2', 'i3', 'i4', 'i5'), { nil: undefined }),
      firstName: few('Jean', 'Jean-Pierre', 'Léa', 'LEA', 'Emma'),
      lastName: few('Petit', 'PETIT', 'Roussel'),
      birthDate: few('2010-05-02', '2010-02-05', '2010-05-03'),
      className: few('2A', '2B', '2 a'),
      groups: fc.subarray(['ANG1', 'LV2']),
    }),
    { maxLength: 6 },
  )
  .map((all) => all.map((each, index) => listed(index + 2, each)))

test('the same file twice changes nothing the second time, and no two lines become one pupil', () => {
  fc.assert(
    fc.property(aList, aList, (first, second) => {
      let stored = nobody
      for (const pupils of [first, second]) {
        const asked = plan(pupils, stored)
        // Whoever is asked about is said to be new.
        const who = Object.fromEntries(asked.questions.map(({ key }) => [key, 'new']))
        const planned = plan(pupils, stored, who)
        const ids = planned.plan.pupils.map(({ id }) => id)
        assert.equal(new Set(ids).size, ids.length)
        assert.equal(planned.questions.length, 0)
        stored = after(stored, planned)
        const present = stored.pupils.filter(({ cells }) => cells.left_at === null)
        assert.equal(present.length, pupils.length)
      }
      // Numbers make it certain; without them, namesakes are asked about again.
      const certain =
        second.every(({ ineMac }) => ineMac !== undefined) &&
        new Set(second.map(({ ineMac }) => ineMac)).size === second.length
      const again = plan(second, stored)
      if (certain) assert.deepEqual([again.plan.pupils, again.plan.members, again.questions], [[], [], []])
    }),
    { numRuns: 60 },
  )
})

const cells = (more: Partial<PupilCells>): PupilCells => ({
  ...{
    class_id: 'c',
    first_name: 'Léa',
    last_name: 'Roussel',
    birth_date: '2010-05-02',
    level: 'seconde',
    email: null,
  },
  ...{
    phone: null,
    lat: null,
    lon: null,
    home_precision: null,
    commune: null,
    ine_mac: null,
    home_mac: null,
    sex: null,
  },
  ...{ boarder: null, mef: null, left_at: null },
  ...more,
})

test('twins, namesakes and slips: who is told apart, who is the same, who is asked about', () => {
  const stored = (id: string, more: Partial<PupilCells> = {}): StoredPupil => ({ id, cells: cells(more) })
  const says = (pupils: readonly KeyedPupil[], there: readonly StoredPupil[], who = {}) =>
    identify(pupils, there, who).map((identity) => (typeof identity.is === 'string' ? identity.is : identity.is.id))
  const lea = { firstName: 'LEA', lastName: 'ROUSSEL' }
  assert.deepEqual(says([listed(2, lea), listed(3, { firstName: 'Emma' })], [stored('léa')]), ['léa', 'new'])
  // The number wins over the name; two numbers are two people.
  assert.deepEqual(says([listed(2, { ...lea, firstName: 'Zoé', ineMac: 'i' })], [stored('léa', { ine_mac: 'i' })]), [
    'léa',
  ])
  assert.deepEqual(says([listed(2, { ...lea, ineMac: 'j' })], [stored('léa', { ine_mac: 'i' })]), ['new'])
  // Unless nothing else agrees: a column was shifted.
  const other = { firstName: 'Zoé', birthDate: '2009-01-31', ineMac: 'i' }
  assert.deepEqual(says([listed(2, other)], [stored('léa', { ine_mac: 'i' })]), ['unsure'])
  assert.deepEqual(says([listed(2, other)], [stored('léa', { ine_mac: 'i' })], { 'f:2': 'léa' }), ['léa'])
  assert.deepEqual(says([listed(2, other)], [stored('léa', { ine_mac: 'i' })], { 'f:2': 'new' }), ['new'])
  // Blanks, hyphens, accents and ligatures are no difference; another family name is asked about, of those who are there.
  const goff = stored('g', { last_name: 'Le Goff', first_name: 'Anne-Cœurine' })
  assert.deepEqual(says([listed(2, { lastName: 'LEGOFF', firstName: 'ANNE COEURINE' })], [goff]), ['g'])
  assert.deepEqual(says([listed(2, { ...lea, lastName: 'Roussel-Petit' })], [stored('léa')]), ['unsure'])
  assert.deepEqual(says([listed(2, { ...lea, lastName: 'Petit' })], [stored('léa', { left_at: 'then' })]), ['new'])
  // Who left and comes back is the same.
  assert.deepEqual(says([listed(2, lea)], [stored('léa', { left_at: 'then' })]), ['léa'])
  // Two of one name and day; a first name cut short; day and month exchanged.
  assert.deepEqual(says([listed(2, lea)], [stored('one'), stored('two')]), ['unsure'])
  assert.deepEqual(says([listed(2, { ...lea, firstName: 'Léa-Lou' })], [stored('léa')]), ['unsure'])
  assert.deepEqual(says([listed(2, { ...lea, birthDate: '2010-02-05' })], [stored('léa')]), ['unsure'])
  assert.deepEqual(says([listed(2, { ...lea, birthDate: '2009-01-31' })], [stored('léa')]), ['new'])
  // An answer holds; one that names somebody else altogether does not.
  const key = lineKey(listed(2, {}))
  assert.deepEqual(says([listed(2, lea)], [stored('one'), stored('two')], { [key]: 'two' }), ['two'])
  assert.deepEqual(says([listed(2, lea)], [stored('one', { first_name: 'Paul' })], { [key]: 'one' }), ['new'])
})

test('a class is the same however a file writes it, and two codes of SIECLE are two classes', () => {
  const there: StoredSchool = { ...nobody, classes: [{ id: 'c3', name: '2DE 3', level: 'seconde' }] }
  const planned = (isWhole: boolean, ...names: string[]) =>
    planImport(
      { ...list(names.map((className, at) => listed(at, { className, firstName: `P${at}` }))), isWhole },
      there,
      {
        ...{ answers: { who: {}, absent: 'stay' as const }, schoolYear: 2025, newId: () => 'n', at: 'now' },
      },
    )
  const { plan: done, respelt } = planned(false, '2nde3', 'Seconde 03', '2de-3', '2E3')
  assert.deepEqual([done.classes, respelt.map(({ name }) => name)], [[], ['2DE 3', '2DE 3', '2DE 3']])
  assert.deepEqual(
    planned(false, '2nde4', '2DE 4').plan.classes.map(({ name }) => name),
    ['2nde4'],
  )
  assert.deepEqual(
    planned(true, '2ND4', '2DE4').plan.classes.map(({ name }) => name),
    ['2ND4', '2DE4'],
  )
  assert.deepEqual(planned(false, '3EA', '3A', '3E').plan.classes.length, 3)
})

test('who is absent has left, except whom a wrong line may be about', () => {
  const there: StoredSchool = {
    ...nobody,
    pupils: [
      { id: 'a', cells: cells({}) },
      { id: 'b', cells: cells({ first_name: 'Emma', ine_mac: 'i' }) },
    ],
  }
  const sorts = (wrong: { ineMac: string | undefined; name: string }[]) =>
    planImport({ ...list([]), wrong }, there, {
      ...{ answers: { who: {}, absent: 'left' as const }, schoolYear: 2025, newId: () => 'n', at: 'now' },
    }).plan.pupils.map(({ id, sort }) => [id, sort])
  assert.deepEqual(sorts([]), [
    ['a', 'left'],
    ['b', 'left'],
  ])
  assert.deepEqual(sorts([{ ineMac: 'i', name: '' }]), [['a', 'left']])
  assert.deepEqual(sorts([{ ineMac: undefined, name: 'ROUSSEL Léa' }]), [['b', 'left']])
  // A part of the name is missing: it may be about whoever has the other part.
  assert.deepEqual(sorts([{ ineMac: undefined, name: 'ROUSSEL ' }]), [])
  assert.deepEqual(sorts([{ ineMac: undefined, name: ' Emma' }]), [['a', 'left']])
  assert.equal(sorts([{ ineMac: undefined, name: ' ' }]).length, 2)
})

test('levels by MEF, by words and by the names of classes; names as people print them', () => {
  for (const [mef, level] of [
    ['10310019110', 'troisieme'],
    ['16710010110', 'troisieme'],
    ['20010019110', 'seconde'],
    ['24121401221', 'cap'],
    ['24720001432', 'bac_pro'],
    ['10010012110', 'none'],
    ['99999999999', undefined],
  ] as const)
    assert.equal(levelOfMef(mef), level, mef)
  for (const [words, level] of [
    ['3EME SEGPA', 'troisieme'],
    ['4C', 'quatrieme'],
    ['2DE3', 'seconde'],
    ['2nde Bac Pro', 'bac_pro'],
    ['1CAP2', 'cap'],
    ['TBPRO', 'bac_pro'],
    ['6A', 'none'],
    ['ULIS', undefined],
    ['1G2', 'none'],
    ['Terminale générale', 'none'],
    ['TSTMG1', 'none'],
    ['Première technologique', 'none'],
    // Gestion-administration, a baccalauréat professionnel.
    ['TGA', undefined],
    ['', undefined],
  ] as const)
    assert.equal(levelOfWords(words), level, words)
  assert.equal(printedName("D'ALMEIDA-ROY"), 'D’Almeida-Roy')
  assert.equal(printedName('McKenna'), 'McKenna')
  assert.deepEqual(splitName('DE LA TOUR Anne Lou'), { lastName: 'DE LA TOUR', firstName: 'Anne Lou' })
  assert.deepEqual(splitName('Lina MARCHAND'), { lastName: 'MARCHAND', firstName: 'Lina' })
  assert.equal(splitName('Lina'), undefined)
})
