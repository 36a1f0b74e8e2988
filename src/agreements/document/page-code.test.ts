import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newPrintedCode } from '#/platform/secret.ts'
import { serverKey } from '#/platform/server-key.ts'
import { agreementCodeLength, pageCode, readPageCode } from './page-code.ts'

const key = serverKey('the key of this installation')
const names = fc.record({
  code: fc.integer().map(() => newPrintedCode(agreementCodeLength)),
  version: fc.integer({ min: 1, max: 99 }),
  page: fc.integer({ min: 1, max: 9 }),
})

test('a page code is read back however it was typed', () => {
  fc.assert(
    fc.property(names, (name) => {
      const text = pageCode(key, name)
      assert.ok(text.length <= 21)
      for (const typed of [text, text.toLowerCase(), ` ${text.replaceAll('-', ' ')} `, text.replaceAll('-', '')])
        assert.deepEqual(readPageCode(key, typed), { ...name })
    }),
    { numRuns: 60 },
  )
})

test('one sign changed, another page’s proof and another installation’s code are refused', () => {
  fc.assert(
    fc.property(names, fc.nat(), (name, at) => {
      const text = pageCode(key, name)
      const place = at % text.length
      const other = text[place] === '7' ? '8' : '7'
      if (text[place] !== '-')
        assert.equal(readPageCode(key, text.slice(0, place) + other + text.slice(place + 1)), undefined)
      assert.equal(readPageCode(serverKey('another key'), text), undefined)
    }),
    { numRuns: 60 },
  )
  for (const text of ['', 'K7QM2XRD', '-'.repeat(10_000), 'K7QM2XRD-0-1-HGTRWBC', '<script>'])
    assert.equal(readPageCode(key, text), undefined)
})
