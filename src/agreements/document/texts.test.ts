import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { appendPages } from '#/platform/append-pages.ts'
import { schemeIds } from '#/rules/index.ts'
import { linaContent } from '../../../test/signing.ts'
import { canonicalJson } from './canonical-json.ts'
import { clausesFor } from './clause.ts'
import { clauseText, readClauseText } from './clause-text.ts'
import { difference } from './difference.ts'
import { shortAddress } from './short-address.ts'
import { signaturePages, signatureZones } from './signature-zones.ts'
import { legalTextOn, legalTexts } from './texts/legal-texts.ts'
import { typesetAgreement } from './typeset-agreement.ts'

const at = Temporal.Instant.from('2026-06-03T08:00:00Z')
const day = '2026-06-03'

test('every scheme has a text, and its document is archival and readable aloud, in two to four pages', () => {
  for (const scheme of schemeIds) {
    const text = legalTextOn(scheme, day)
    assert.ok(text.seen.length > 0, scheme)
    assert.equal(new Set(text.clauses.map(({ id }) => id)).size, text.clauses.length, scheme)
    const { pages, bytes } = typesetAgreement(
      {
        content: { ...linaContent, scheme },
        title: text.title,
        seen: text.seen,
        clauses: text.clauses,
        wording: text.id,
        code: 'K7QM2XRD',
        version: 1,
        madeOn: day,
        signers: [{ party: 'host', rank: 0, name: 'Bruno Hamel', takesNote: false }],
      },
      { at, logos: [], pageCode: (page) => `K7QM2XRD-1-${page}-HGTRWBC` },
    )
    assert.ok(pages >= 2 && pages <= 4, `${scheme}: ${pages} pages`)
    assert.ok(Buffer.from(bytes).toString('latin1').includes('pdfuaid:part'), scheme)
  }
  assert.equal(new Set(legalTexts.map(({ id }) => id)).size, legalTexts.length)
  assert.equal(legalTextOn('pfmp', '2000-01-01').id, 'pfmp/2026-1')
})

test('a clause is said to whom it concerns', () => {
  const { clauses } = legalTextOn('observation-2de', day)
  const ids = (content: typeof linaContent): string[] => clausesFor(clauses, content).map(({ id }) => id)
  assert.ok(!ids(linaContent).includes('two-hosts'))
  assert.ok(ids({ ...linaContent, hosts: [linaContent.hosts[0], linaContent.hosts[0]] }).includes('two-hosts'))
  assert.ok(ids({ ...linaContent, adjustments: 'Un siège près de la porte.' }).includes('adjustments'))
  const pmsmp = legalTextOn('pmsmp', day).clauses
  const born = (birthDate: string) => ({ ...linaContent, pupil: { ...linaContent.pupil, birthDate } })
  assert.ok(clausesFor(pmsmp, born('2008-06-16')).some(({ id }) => id === 'minor'))
  assert.ok(!clausesFor(pmsmp, born('2008-06-15')).some(({ id }) => id === 'minor'))
})

test('every clause is typed as it reads, and a difference holds both texts whole', () => {
  for (const { clauses } of legalTexts)
    for (const { body } of clauses) assert.deepEqual(readClauseText(clauseText(body)), body)
  const texts = fc
    .array(fc.constantFrom('un', 'deux', 'trois', 'quatre'), { maxLength: 12 })
    .map((words) => words.join(' '))
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const pieces = difference(before, after)
      const side = (other: 'before' | 'after') => pieces.filter((piece) => piece.in !== other).map(({ text }) => text)
      assert.equal(side('after').join('').trim(), before)
      assert.equal(side('before').join('').trim(), after)
      if (before === after) assert.ok(pieces.every((piece) => piece.in === 'both'))
    }),
    { numRuns: 60 },
  )
})

test('canonical JSON is the same whatever the order, and is JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))
      assert.equal(canonicalJson(JSON.parse(text)), text)
    }),
    { numRuns: 60 },
  )
  assert.equal(canonicalJson({ b: 1, a: [undefined, 'é'], c: undefined, '€': 2 }), '{"a":[null,"é"],"b":1,"€":2}')
})

test('boxes to sign in never touch, whoever signs', () => {
  for (const count of [1, 9, 10, 11, 23]) {
    const signers = Array.from(
      { length: count },
      (_, rank) => ({ party: 'host', rank, name: 'x', takesNote: false }) as const,
    )
    const pages = 3 + signaturePages(count)
    const zones = signatureZones(signers, pages)
    assert.equal(new Set(zones.map(({ page, left, top }) => `${page} ${left} ${top}`)).size, count)
    for (const { page, left, top, width, height } of zones)
      assert.ok(page > 3 && page <= pages && left >= 20 && left + width <= 190 && top + height <= 267)
  }
})

test('a network address is shortened so that it names no home', () => {
  assert.equal(shortAddress('::ffff:82.64.10.27'), '82.64.10.x')
  assert.equal(shortAddress('2a01:e0a:12:3450::1'), '2a01:e0a:12:x')
  assert.equal(shortAddress('::1'), 'x')
  assert.equal(shortAddress('nothing'), 'x')
})

test('pages are appended to files of our own form only', () => {
  const other = Buffer.from('%PDF-1.7\nxref\ntrailer <<>>\nstartxref\n9\n%%EOF')
  assert.throws(() => appendPages(other, other), RangeError)
})
