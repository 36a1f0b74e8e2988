import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fictitiousSiren, fictitiousSiret, fictitiousUai, uaiLetter } from './fictitious-identifiers.ts'

const luhnHolds = (digits: string): boolean =>
  digits
    .split('')
    .toReversed()
    .reduce((sum, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
      return sum + (value > 9 ? value - 9 : value)
    }, 0) %
    10 ===
  0

test('every SIREN and SIRET made up passes the key of real ones', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300_000 }), fc.integer({ min: 1, max: 9999 }), (number, site) => {
      const siren = fictitiousSiren(number)
      assert.match(siren, /^00\d{7}$/)
      assert.ok(luhnHolds(siren))
      const siret = fictitiousSiret(siren, site)
      assert.match(siret, /^\d{14}$/)
      assert.ok(luhnHolds(siret))
    }),
  )
})

test('a UAI made up has the form and the letter of real ones, in a range that none of them uses', () => {
  // Two public ones, to check the key by.
  assert.deepEqual(['0932030', '0772228'].map(uaiLetter), ['B', 'D'])
  for (const departement of ['14', '2A', '974'])
    assert.match(fictitiousUai(departement, 12), /^[0-9][0-9AB][0-9AB]9012[A-Z]$/)
})
