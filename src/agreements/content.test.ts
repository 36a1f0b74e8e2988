import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SchemeId } from '#/rules/index.ts'
import { wholeContent } from '../../test/agreement-content.ts'
import { changedAspects, concernedBy } from './consent.ts'
import type { AgreementContent, AgreementHost } from './content.ts'
import { fields, fieldsOf, missingFields, missingParts, parts, recall, rememberedOf } from './fields.ts'
import { dayHoursText, readDayHours } from './hours-text.ts'
import { daysAt, spanOf } from './presence-days.ts'
import { answerDefect, withAnswers } from './read-answers.ts'

const withHost = (change: Partial<AgreementHost>): AgreementContent => ({
  ...wholeContent,
  hosts: [{ ...wholeContent.hosts[0], ...change }],
})

test('nothing is missing of a whole agreement, and each needed thing is missed from the one who knows it', () => {
  assert.deepEqual(missingFields(wholeContent), [])
  assert.deepEqual(missingParts(withHost({ activities: '' })), ['host'])
  assert.deepEqual(missingParts({ ...wholeContent, referent: { name: '' } }), ['school'])
  assert.deepEqual(missingParts(withHost({ hours: {} })), ['host'])
  const [parent] = wholeContent.representatives
  assert.ok(parent)
  assert.deepEqual(missingParts({ ...wholeContent, representatives: [{ name: parent.name }] }), ['family'])
  assert.deepEqual(missingParts({ ...wholeContent, representatives: [] }), [], 'an adult has no parent to call')
})

test('a PFMP asks for what an observation does not', () => {
  const pfmp: AgreementContent = { ...wholeContent, scheme: 'pfmp' }
  const names = missingFields(pfmp).map(({ name }) => name)
  for (const name of ['staff', 'objectives', 'evaluation', 'meals', 'transport', 'pupilAddress'])
    assert.ok(names.includes(name), name)
  const asked = (scheme: SchemeId) => fieldsOf('school', scheme).find(({ name }) => name === 'allowance')
  assert.equal(asked('observation-2de'), undefined)
  const paid = asked('pfmp')?.write(pfmp, '15')
  assert.equal(paid?.costs?.allowanceEurosPerDay, 15)
  const field = asked('pfmp')
  assert.ok(field)
  for (const typed of ['12,50', '12,5 €', '12.50', '12,50\u202f€'])
    assert.equal(field.write(pfmp, typed).costs?.allowanceEurosPerDay, 12.5, typed)
  assert.equal(field.read(field.write(pfmp, '12,5')), '12,50')
  for (const wrong of ['douze', '12,505', '-3', '0', '1e3', '12,50 $'])
    assert.match(answerDefect(field, wrong) ?? '', /montant/, wrong)
  assert.deepEqual(paid && asked('pfmp')?.write(paid, '').costs, {}, 'no amount: no allowance')
})

test('a field says again what was written in it, and touches no other', () => {
  const values = {
    email: 'a.b@essai.example',
    tel: '06 12 34 56 78',
    date: '2025-11-04',
    number: '12',
    amount: '12,50',
    hours: '9 h – 12 h',
  }
  for (const field of fields) {
    const value = field.kind === 'text' || field.kind === 'long' ? 'Une réponse' : values[field.kind]
    const written = field.write(wholeContent, value)
    const said = field.read(written)
    assert.equal(said.replaceAll('\u00a0', ' '), value, field.name)
    for (const other of fields)
      if (other.name !== field.name && !(other.name === 'siteAddress' || field.name === 'siteAddress'))
        assert.equal(other.read(written), other.read(wholeContent), `${field.name} changes ${other.name}`)
  }
})

test('every field of a part is asked of one part, and remembered ones come back where nothing is known', () => {
  for (const part of parts) {
    const remembered = rememberedOf(wholeContent, part)
    const blank = fieldsOf(part, wholeContent.scheme)
      .filter((field) => field.remembered)
      .reduce((content, field) => field.write(content, ''), wholeContent)
    const again = recall(blank, remembered)
    for (const field of fieldsOf(part, wholeContent.scheme))
      assert.equal(field.read(again), field.read(wholeContent), field.name)
  }
  assert.deepEqual(rememberedOf(wholeContent, 'family'), {}, 'a family’s answers are nobody else’s')
})

test('whatever is typed, what can be kept is kept and the rest is said beside its field', () => {
  const names = fields.map(({ name }) => name)
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'grapheme' })), (typed) => {
      const { content, errors } = withAnswers(wholeContent, fields, (name) => typed[name])
      for (const field of fields) {
        const wrong = errors.some(({ name }) => name === field.name)
        if (typed[field.name] === undefined || wrong) assert.equal(field.read(content), field.read(wholeContent))
      }
      assert.deepEqual(JSON.parse(JSON.stringify(content)), content)
    }),
    { numRuns: 60 },
  )
})

test('a slip of the pen asks nobody, another person’s name asks those it binds, a date asks everyone', () => {
  const school = wholeContent.school
  assert.ok(school)
  const named = (name: string): AgreementContent => ({ ...wholeContent, referent: { name } })
  assert.equal(concernedBy(wholeContent, named('Karim Belec')).size, 0)
  assert.equal(concernedBy(wholeContent, named('KARIM BELLEC')).size, 0)
  assert.deepEqual([...concernedBy(wholeContent, named('Zoé Lemoine'))], ['head', 'referent'])
  assert.equal(
    concernedBy(wholeContent, { ...wholeContent, pupil: { ...wholeContent.pupil, lastName: 'Marchant' } }).size,
    0,
  )
  assert.deepEqual([...concernedBy(wholeContent, withHost({ insurance: 'Autre' }))].toSorted(), [
    'head',
    'host',
    'organiser',
    'prescriber',
  ])
  for (const party of ['host', 'head', 'representative', 'pupil', 'tutor'] as const)
    assert.ok(concernedBy(wholeContent, withHost({ to: '2026-06-18' })).has(party))
})

test('a change that is taken back changes nothing, in whatever order its keys were written', () => {
  const turned = Object.fromEntries(
    Object.entries(wholeContent.hosts[0].hours).map(([day, hours]) => [
      day,
      { lunch: { end: hours.lunch?.end ?? 0, start: hours.lunch?.start ?? 0 }, end: hours.end, start: hours.start },
    ]),
  )
  assert.deepEqual(changedAspects(wholeContent, withHost({ hours: turned })), [])
})

test('hours are read as people write them, and refused when they do not follow each other', () => {
  assert.deepEqual(readDayHours('9h-12h30 13h30-17h'), { start: 540, end: 1020, lunch: { start: 750, end: 810 } })
  assert.deepEqual(readDayHours('9:00 à 17:00'), { start: 540, end: 1020 })
  assert.deepEqual(readDayHours('de 8 h à 12 h et de 14 h à 16 h 30'), {
    start: 480,
    end: 990,
    lunch: { start: 720, end: 840 },
  })
  for (const text of ['', '9h', '17h-9h', '9h-12h 11h-17h', '9h-25h', 'matin', '9h-12h-14h', '9h60-10h'])
    assert.equal(readDayHours(text), undefined, text)
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1439), { minLength: 4, maxLength: 4 }), (minutes) => {
      const [start = 0, lunchStart = 0, lunchEnd = 0, end = 0] = minutes.toSorted((a, b) => a - b)
      const day = { start, end, lunch: { start: lunchStart, end: lunchEnd } }
      assert.deepEqual(readDayHours(dayHoursText(day)), day)
    }),
    { numRuns: 60 },
  )
})

test('days of presence follow the timetable, the weeks that count, and leave public holidays out', () => {
  const host = { ...wholeContent.hosts[0], from: '2026-05-11', to: '2026-05-29' }
  const dates = (given: AgreementHost) => daysAt(given, 'general').map(({ date }) => date)
  assert.ok(!dates(host).includes('2026-05-14'), 'Ascension')
  assert.ok(!dates(host).includes('2026-05-25'), 'Whit Monday')
  assert.equal(dates(host).length, 13)
  assert.equal(dates({ ...host, weeks: ['2026-W20', '2026-W22'] }).length, 8)
  assert.deepEqual(spanOf({ hosts: [host] }).weeks, ['2026-W20', '2026-W21', '2026-W22'])
})
