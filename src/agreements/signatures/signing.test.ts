import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { type SchemeId, schemeIds } from '#/rules/index.ts'
import { linaContent } from '../../../test/signing.ts'
import type { AgreementContent } from '../content.ts'
import type { Party } from '../tables.ts'
import { anomaliesOf, shareAnomalies } from './anomalies.ts'
import { awaited, hasSigned, isComplete, type Step } from './circuit.ts'
import { readDrawing } from './drawn-signature.ts'
import { dueReminder, nextReminder } from './reminders.ts'
import { signatoriesFor } from './signatories-for.ts'
import { signingDuties } from './signing-duties.ts'

const today = Temporal.PlainDate.from('2026-06-03')
const insertion = { name: 'Paule Rivière', organisation: 'Mission locale', email: 'paule@essai.example' }

/** « host head representative representative pupil? »: `?` for those who only take note. */
function said(scheme: SchemeId, change: Partial<AgreementContent> = {}, birthDate = '2010-03-02'): string {
  const pupil = { ...linaContent.pupil, birthDate }
  return signatoriesFor({ ...linaContent, pupil, ...change, scheme }, today)
    .map(({ party, takesNote }) => party + (takesNote ? '?' : ''))
    .join(' ')
}

test('each scheme says who signs and who takes note', () => {
  const minor = 'host head representative representative pupil? tutor? referent?'
  assert.equal(said('observation-4e'), minor)
  assert.equal(said('observation-3e'), minor)
  assert.equal(said('observation-2de'), minor)
  assert.equal(said('pfmp'), 'host head pupil representative representative tutor? referent?')
  const chamber = { ...insertion, organisation: 'CCI' }
  assert.equal(said('mini-stage', { chamber }), 'host chamber representative representative pupil? tutor?')
  assert.equal(said('digital-week'), 'organiser head representative representative pupil? referent?')
})

test('an adult signs alone from the day of eighteen on, and a minor does not the day before', () => {
  assert.equal(said('observation-2de', {}, '2008-06-03'), 'host head pupil tutor? referent?')
  assert.match(said('observation-2de', {}, '2008-06-04'), /representative representative pupil\?/)
  assert.equal(said('pfmp', {}, '2008-06-03'), 'host head pupil tutor? referent?')
})

test('a PMSMP is signed by the prescriber, by who accompanies if that is someone else, and by the employer of an employee', () => {
  const { school: _, ...content } = linaContent
  const adult = '1990-01-01'
  const pmsmp = (change: Partial<AgreementContent>) =>
    signatoriesFor({ ...content, pupil: { ...linaContent.pupil, birthDate: adult }, ...change, scheme: 'pmsmp' }, today)
      .filter(({ takesNote }) => !takesNote)
      .map(({ party }) => party)
      .join(' ')
  assert.equal(pmsmp({ prescriber: insertion }), 'beneficiary host prescriber')
  assert.equal(pmsmp({ prescriber: insertion, companion: insertion }), 'beneficiary host prescriber')
  const companion = { ...insertion, name: 'Yann Lebrun', email: 'yann@essai.example' }
  assert.equal(
    pmsmp({ prescriber: insertion, companion, employer: { ...companion, name: 'Éva', email: 'eva@essai.example' } }),
    'beneficiary host prescriber companion employer',
  )
})

test('a tutor who signs for the host is not asked twice, and both hosts of a split fortnight sign', () => {
  const [host] = linaContent.hosts
  assert.doesNotMatch(said('observation-2de', { hosts: [{ ...host, tutor: host.representative }] }), /tutor/)
  const other = { ...host, name: 'Mairie', representative: { name: 'Aïcha Morin', email: 'aicha@essai.example' } }
  assert.match(said('observation-2de', { hosts: [host, other] }), /^host host head/)
})

const parties: readonly Party[] = ['host', 'head', 'representative', 'representative', 'pupil']
const anyCircuit = fc.array(
  fc.record({
    party: fc.constantFrom(...parties),
    takesNote: fc.boolean(),
    askedVersion: fc.integer({ min: 1, max: 3 }),
    signedVersion: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  }),
  { maxLength: 7 },
)
const withGroups = (steps: readonly Omit<Step, 'anyOf'>[]): readonly Step[] =>
  steps.map((step) => ({ ...step, anyOf: step.party === 'representative' ? 'representative' : undefined }))

test('a circuit is complete when nobody who must sign is awaited, one parent at least among them', () => {
  fc.assert(
    fc.property(anyCircuit, (given) => {
      const steps = withGroups(given)
      const must = steps.filter(({ takesNote }) => !takesNote)
      const parents = must.filter(({ party }) => party === 'representative')
      const others = must.filter(({ party }) => party !== 'representative')
      assert.equal(
        isComplete(steps),
        must.length > 0 && others.every(hasSigned) && (parents.length === 0 || parents.some(hasSigned)),
      )
      assert.ok(awaited(steps).every((step) => !step.takesNote && !hasSigned(step)))
      // One more signature never makes anybody awaited who was not.
      for (const [at, step] of steps.entries()) {
        const after = steps.with(at, { ...step, signedVersion: step.askedVersion })
        assert.ok(awaited(after).length <= awaited(steps).length)
      }
    }),
    { numRuns: 60 },
  )
})

test('the head sees first who refuses, then what was let pass, then what is missing', () => {
  const { insurance: _, ...host } = linaContent.hosts[0]
  const override = { rule: 'start', reason: 'Arrivée en cours d’année', by: 'x', name: 'Didier', on: '2026-06-02' }
  const person = { party: 'representative' as const, name: 'Gilles Marchand', signedVersion: undefined }
  const found = anomaliesOf({ content: { ...linaContent, hosts: [host] }, findings: [], overrides: [override] }, [
    { ...person, email: undefined, refusedAt: undefined },
    { ...person, party: 'host', email: 'x@y.example', refusedAt: Temporal.Instant.from('2026-06-01T08:00:00Z') },
  ])
  assert.deepEqual(
    found.map(({ weight }) => weight),
    [8, 4, 2, 1],
  )
  assert.deepEqual(anomaliesOf({ content: linaContent, findings: [], overrides: [] }, []), [])
})

test('a drawing is read back as an image of our own making, and nothing else is', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 200 }))
  const strokes = fc.array(fc.array(point, { minLength: 2, maxLength: 20 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(strokes, (given) => {
      const drawing = readDrawing(given.map((stroke) => stroke.map(([x, y]) => `${x},${y}`).join(' ')).join(';'))
      assert.ok(typeof drawing === 'object')
      assert.match(drawing.svg, /^<svg [^<>]*><path d="[ML\d ]+"[^<>]*\/><\/svg>$/)
    }),
    { numRuns: 40 },
  )
  assert.equal(readDrawing(''), undefined)
  assert.equal(readDrawing('1,1 2,2'), undefined, 'a slip of the finger')
  for (const text of [
    '<svg onload=x>',
    '601,1 2,2 3,3 4,4',
    '1,201 2,2 3,3 4,4',
    '1,1;',
    'a'.repeat(1e6),
    '1,1 '.repeat(5000).trim(),
  ])
    assert.equal(readDrawing(text), 'wrong')
})

test('reminders come after three, seven and fourteen days, and then no more', () => {
  const asked = Temporal.Instant.from('2026-06-03T08:42:00Z')
  const after = (hours: number) => asked.add({ hours })
  assert.equal(nextReminder(asked, asked)?.toString(), after(72).toString())
  assert.equal(nextReminder(asked, after(72))?.toString(), after(7 * 24).toString())
  assert.equal(nextReminder(asked, after(14 * 24)), undefined)
  assert.deepEqual(
    [71, 72, 167, 168, 400].map((hours) => dueReminder(asked, after(hours))),
    [undefined, 3, 3, 7, 14],
  )
})

test('the documentation says who signs as the table does', () => {
  const guide = readFileSync(new URL('../../../docs/signatures.md', import.meta.url), 'utf8')
  for (const scheme of schemeIds) {
    const who = (does: 'signs' | 'takes-note') =>
      signingDuties[scheme]
        .filter((duty) => duty.does === does)
        .map(({ party, age }) => party + (age ? ` (${age})` : ''))
        .join(', ')
    assert.ok(guide.includes(`| \`${scheme}\` | ${who('signs')} | ${who('takes-note')} |`), scheme)
  }
})

test('what all of a list share is said once, and one alone keeps its own', () => {
  const [year, late] = [
    { weight: 3, words: 'La période n’est pas connue' },
    { weight: 1, words: 'L’assurance manque' },
  ]
  assert.deepEqual(shareAnomalies([{ anomalies: [year, late] }, { anomalies: [year] }]), {
    shared: [year],
    rows: [{ anomalies: [late] }, { anomalies: [] }],
  })
  assert.deepEqual(shareAnomalies([{ anomalies: [year] }]), { shared: [], rows: [{ anomalies: [year] }] })
  assert.deepEqual(shareAnomalies([{ anomalies: [year] }, { anomalies: [] }]).shared, [])
})
