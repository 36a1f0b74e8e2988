import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { readNaf, sectorOfNaf, sectorWords } from './naf.ts'
import { sectorLabels } from './sectors.ts'

test('an activity has a sector, with or without its dot, in any case', () => {
  assert.equal(sectorOfNaf('62.01Z'), 's31')
  assert.equal(sectorOfNaf('6201z'), 's31')
  assert.equal(sectorWords(sectorOfNaf('10.71C')), 'Industrie alimentaire')
  assert.equal(sectorWords(sectorOfNaf('96.02A')), 'Bien-être', 'a class speaks before its division')
  assert.equal(sectorWords(sectorOfNaf('84.11Z')), 'Fonction publique')
  assert.equal(sectorOfNaf('00.00Z'), undefined)
  assert.equal(readNaf('boulangerie'), undefined)
})

test('any text gives one of the 51 sectors or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{2}\.?\d{2}[A-Z]$/)), (text) => {
      const sector = sectorOfNaf(text)
      assert.ok(sector === undefined || sectorLabels.has(sector))
    }),
  )
})

const file = new URL('../../../shared/data/naf-to-sector.csv', import.meta.url)

test('our table agrees with the national platform’s', { skip: existsSync(file) ? false : 'no ../shared/data' }, (t) => {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  const wrong = lines.flatMap((line) => {
    const [naf = '', sector = ''] = line.split(',')
    const ours = sectorOfNaf(naf)
    return ours === sector ? [] : [`${naf}: ${ours} instead of ${sector}`]
  })
  t.diagnostic(`${lines.length - wrong.length} of ${lines.length} activities agree`)
  assert.ok(lines.length > 700)
  assert.deepEqual(wrong, [])
})
