import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Comparable, findPairs, nameLikeness, nameWords } from './duplicate.ts'

const nothingCommon = () => false
const alike = (one: string, other: string, isCommon: (word: string) => boolean = nothingCommon) =>
  nameLikeness(nameWords(one), nameWords(other), isCommon)

test('legal forms, little words, accents, order and signs do not tell hosts apart', () => {
  assert.deepEqual(nameWords('S.A.R.L. Les Établissements Dupont & Fils'), ['dupont'])
  assert.deepEqual(nameWords('La Société'), ['la', 'societe'], 'a name of empty words keeps them')
  assert.equal(alike('SARL Menuiserie Dupont', 'Dupont, menuiserie (EURL)'), 1)
  assert.equal(alike('Boulang’Éric', 'BOULANG ERIC'), 1)
  assert.ok(alike('Garage Dupond', 'Garage Dupont') > 0.6, 'one letter')
  assert.ok(alike('Carrossauto', 'Carross Auto') > 0.6, 'one blank')
})

test('a trade in common is not enough, and a name inside another is', () => {
  const common = (word: string) => ['boulangerie', 'garage', 'mairie'].includes(word)
  assert.equal(alike('Boulangerie Martin', 'Boulangerie Dupont', common), 0)
  assert.equal(alike('Garage', 'Garage du Pont Neuf', common), 0)
  assert.ok(alike('Garage Martin', 'Martin', common) > 0.6)
  assert.equal(alike('', ''), 0)
})

const host = (id: string, name: string, place: string, siret: string | null = null): Comparable => ({
  id,
  name,
  siret,
  places: [place],
})

test('hosts are proposed as one in the same commune only', () => {
  const pairs = findPairs([
    host('c', 'SARL Garage Dupont', '14762'),
    host('a', 'Garage DUPONT', '14762'),
    host('b', 'Garage Dupont', '14174'),
    host('d', 'Coiffure Léa', '14762', '73282932000074'),
    host('e', 'Salon de beauté', '14762', '73282932000082'),
    host('f', 'Coiffure Léa', '14174', '73282932000090'),
  ])
  assert.deepEqual(
    pairs.map(({ one, other, reasons }) => [one, other, ...reasons]),
    [
      ['a', 'c', 'name'],
      ['d', 'e', 'siren'],
    ],
  )
})

test('whatever the hosts, a pair stands once, in order, and never a host with itself', () => {
  const some = fc.record({
    name: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('Garage Dupont', 'Dupont', 'SARL garage dupond')),
    siret: fc.constantFrom(null, '73282932000074', '73282932000082'),
    places: fc.subarray(['14762', '14174'], { minLength: 1 }),
  })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), (hosts) => {
      const pairs = findPairs(hosts.map((each, index) => ({ ...each, id: String(index).padStart(2, '0') })))
      assert.ok(
        pairs.every(({ one, other, score, reasons }) => one < other && score > 0 && score <= 1 && reasons.length),
      )
      assert.equal(new Set(pairs.map(({ one, other }) => `${one} ${other}`)).size, pairs.length)
    }),
  )
})
