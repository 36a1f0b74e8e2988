import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCriteria, writeCriteria } from './criteria.ts'
import { cellOf, cellsAround, metresApart } from './grid.ts'
import { foldPlace, nearestWord, sectorsNamed, wordsOf } from './words.ts'

test('a keyword is its words, without what is said around them', () => {
  assert.deepEqual(wordsOf('Un stage chez un VÉTÉRINAIRE'), ['veterinaire'])
  assert.deepEqual(wordsOf('l’école de la 2de chance'), ['ecole', '2de', 'chance'])
  assert.deepEqual(wordsOf("'; drop table offers; --"), ['drop', 'table', 'offers'])
  assert.ok(wordsOf('mot '.repeat(5000)).length <= 8)
})

test('places forgive accents, capitals, hyphens and St', () => {
  assert.equal(foldPlace('St-Lô'), foldPlace('SAINT LO'))
  assert.equal(foldPlace('Ste Mère-Église'), 'sainte mere eglise')
  assert.equal(foldPlace('Stains'), 'stains')
})

test('a slip of the finger finds the word, two in a long one, none in a short one', () => {
  const known = ['boulangerie', 'boucherie', 'mecanique', 'bois', 'eau']
  assert.equal(nearestWord('boulngerie', known), 'boulangerie')
  assert.equal(nearestWord('mecainque', known), 'mecanique')
  assert.equal(nearestWord('bosi', known), 'bois')
  assert.equal(nearestWord('eeu', known), undefined)
  assert.equal(nearestWord('plomberie', known), undefined)
})

test('a sector is found by its name', () => {
  assert.deepEqual(sectorsNamed(['informatique']), ['s31'])
  assert.deepEqual(sectorsNamed([]), [])
})

test('whatever the address says, criteria are read, and written again they are the same', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(
          'q',
          'lieu',
          'commune',
          'temps',
          'rayon',
          'secteur',
          'semaine',
          'groupe',
          'tri',
          'apres',
          'acces',
          'metier',
        ),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.constantFrom(
            '45',
            '-1',
            'NaN',
            '1e9',
            '2026-W25',
            '2026-W99',
            's31',
            '%',
            '_',
            '\0',
            'temps',
            'wheelchair',
            '14762',
          ),
        ),
      ),
      (query) => {
        const criteria = readCriteria(new URLSearchParams(query))
        assert.deepEqual(readCriteria(writeCriteria(criteria)), criteria)
      },
    ),
  )
})

test('every point of a circle stands in one of its squares', () => {
  const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  fc.assert(
    fc.property(
      degrees(-60, 60),
      degrees(-170, 170),
      degrees(0.1, 50),
      degrees(0, 6.28),
      degrees(0, 1),
      (lat, lon, km, angle, share) => {
        const reach = (km * share) / 111.2
        const point = {
          lat: lat + reach * Math.sin(angle),
          lon: lon + (reach * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180),
        }
        if (metresApart(lat, lon, point.lat, point.lon) > km * 1000) return
        const cell = cellOf(point.lat, point.lon)
        assert.ok(cellsAround(lat, lon, km).some(([from, to]) => from <= cell && cell <= to))
      },
    ),
  )
})
