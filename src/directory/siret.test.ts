import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readSiret, siretSpaced, siretWords } from './siret.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))

/** The number with the last digit that Luhn's rule asks for, written another way than the code's. */
function withKey(thirteen: string): string {
  for (let key = 0; key < 10; key++) {
    const number = `${thirteen}${key}`
    let sum = 0
    for (let at = 0; at < 14; at++) {
      const doubled = Number(number[at]) * (at % 2 === 0 ? 2 : 1)
      sum += Math.floor(doubled / 10) + (doubled % 10)
    }
    if (sum % 10 === 0) return number
  }
  throw new Error('no key')
}

test('every number with its key is read, however it is spaced', () => {
  fc.assert(
    fc.property(digits(13), fc.constantFrom(' ', '.', '-', '\u00a0', '\u202f', ''), (thirteen, blank) => {
      const siret = withKey(thirteen)
      const typed = `${siret.slice(0, 3)}${blank}${siret.slice(3, 6)}${blank}${siret.slice(6, 9)}${blank}${siret.slice(9)} `
      assert.deepEqual(readSiret(typed), { siret })
      assert.deepEqual(readSiret(siretSpaced(siret)), { siret })
    }),
  )
})

test('one wrong digit is always noticed, outside La Poste', () => {
  fc.assert(
    fc.property(digits(13), fc.nat(13), fc.integer({ min: 1, max: 9 }), (thirteen, at, shift) => {
      const siret = withKey(thirteen)
      const wrong = `${siret.slice(0, at)}${(Number(siret[at]) + shift) % 10}${siret.slice(at + 1)}`
      fc.pre(!wrong.startsWith('356000000'))
      assert.deepEqual(readSiret(wrong), { why: 'key', digits: 14 })
    }),
  )
})

test('La Poste’s establishments are known by the sum of their digits, its head office by the common rule', () => {
  assert.deepEqual(readSiret('356 000 000 00048'), { siret: '35600000000048' })
  fc.assert(
    fc.property(digits(5), (establishment) => {
      const siret = `356000000${establishment}`
      const sum = Array.from(siret, Number).reduce((total, digit) => total + digit, 0)
      const read = readSiret(siret)
      assert.equal('siret' in read, sum % 5 === 0 || withKey(siret.slice(0, 13)) === siret)
    }),
  )
  assert.ok('siret' in readSiret('35600000000001'), '15 is a multiple of five')
  assert.ok('why' in readSiret('35600100000001'), 'the exception is for La Poste only')
})

test('any text is judged without failing, and every refusal says how to mend', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const read = readSiret(text)
      if ('siret' in read) assert.match(read.siret, /^\d{14}$/)
      else assert.ok(siretWords(read).length > 30)
    }),
  )
  const said = (text: string) => {
    const read = readSiret(text)
    return 'why' in read ? siretWords(read) : read.siret
  }
  assert.match(said('732829320'), /SIREN/)
  assert.match(said('7328293200007'), /celui-ci en a 13/)
  assert.match(said('FR73282932000074'), /que des chiffres/)
  assert.match(said('73282932000075'), /Relisez-le/)
  assert.match(said('٧٣٢٨٢٩٣٢٠٠٠٠٧٤'), /que des chiffres/, 'digits of another script are no digits here')
  assert.equal(said('732 829 320 00074'), '73282932000074')
})
