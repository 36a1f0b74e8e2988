import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactDetails, saysName } from './contact-details.ts'

const kinds = (text: string) => contactDetails(text).map(({ kind }) => kind)

test('addresses, numbers, links and accounts are seen, slightly hidden ones too', () => {
  assert.deepEqual(kinds('Écris à lina.marchand@exemple.fr'), ['email'])
  assert.deepEqual(kinds('lina arobase exemple point fr'), ['email'])
  for (const number of ['0612345678', '06 12 34 56 78', '06.12-34/56 78', '+33 6 12 34 56 78', '0033612345678'])
    assert.deepEqual(kinds(`appelle le ${number} stp`), ['phone'], number)
  assert.deepEqual(kinds('https://exemple.fr/moi et www.exemple.fr'), ['link', 'link'])
  assert.deepEqual(kinds('mon insta : lina_14, ou @lina.m'), ['account', 'account'])
})

test('hours, years, weeks and postcodes are no way to reach anybody', () => {
  for (const text of [
    'de 9 h 30 à 16 h 45',
    'en 2026, du 15 au 19 juin',
    '14500 Vire Normandie',
    'SIRET 900 000 001 00018',
    'bus 4',
  ])
    assert.deepEqual(contactDetails(text), [], text)
})

test('a long hostile text is read in no time', () => {
  for (const text of [
    'a'.repeat(100_000),
    '@'.repeat(50_000),
    '0 '.repeat(50_000),
    'a.'.repeat(50_000),
    'insta: '.repeat(10_000),
  ])
    contactDetails(text.slice(0, 1000))
})

test('a first name is found as a word of its own, accents at its ends included', () => {
  for (const [text, name] of [
    ['Je suis Élise, et j’aime lire', 'Élise'],
    ['je m’appelle NOÉ.', 'Noé'],
    ['Marie-Lou', 'Marie-Lou'],
    ['J’aime (Zoé)', 'Zoé'],
  ] as const)
    assert.equal(saysName(text, name), true, text)
  for (const [text, name] of [
    ['J’aime le métal', 'Al'],
    ['Éloïse', 'Élo'],
    ['rien de tel', 'Noé'],
  ] as const)
    assert.equal(saysName(text, name), false, text)
})
