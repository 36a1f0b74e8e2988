import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { eachEngine } from '../../test/engines.ts'
import { openServerKey, serverKey } from './server-key.ts'

const key = serverKey('une clé de test')

test('what is sealed opens again for its purpose, with its key, and whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sealed = key.seal('essai', text)
      assert.equal(key.open('essai', sealed), text)
      assert.equal(key.open('autre', sealed), undefined)
      assert.equal(serverKey('une autre clé').open('essai', sealed), undefined)
      assert.equal(key.open('essai', `A${sealed.slice(1)}`) === text, sealed.startsWith('A'))
    }),
  )
  for (const broken of ['', 'abc', key.seal('essai', 'secret').slice(0, -4)])
    assert.equal(key.open('essai', broken), undefined)
  assert.notEqual(key.seal('essai', 'secret'), key.seal('essai', 'secret'))
})

test('a proof holds for one text and one purpose', () => {
  const mac = key.mac('essai', 'texte')
  assert.equal(mac.length, 43)
  assert.equal(key.isMac('essai', 'texte', mac), true)
  for (const [purpose, text, given] of [
    ['essai', 'autre', mac],
    ['autre', 'texte', mac],
    ['essai', 'texte', ''],
    ['essai', 'texte', `${mac}A`],
  ] as const)
    assert.equal(key.isMac(purpose, text, given), false)
})

eachEngine('processes without a configured key share the one of their database', async ({ db }) => {
  const [one, two] = await Promise.all([openServerKey(db, undefined), openServerKey(db, undefined)])
  assert.equal(one.mac('essai', 'texte'), two.mac('essai', 'texte'))
  const given = await openServerKey(db, 'x'.repeat(32))
  assert.notEqual(given.mac('essai', 'texte'), one.mac('essai', 'texte'))
})
