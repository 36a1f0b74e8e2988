import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigurationError, readConfiguration } from './configuration.ts'

test('without any variable, the embedded database serves this machine on port 3000', () => {
  const { port, host, databaseUrl, dataDir, tiles } = readConfiguration({ DATABASE_URL: '' })
  assert.deepEqual(
    { port, host, databaseUrl, dataDir, tiles },
    {
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      dataDir: 'data',
      tiles: undefined,
    },
  )
})

test('all that is wrong is said at once, without repeating a value that may be secret', () => {
  assert.throws(
    () => readConfiguration({ PORT: '99999', DATABASE_URL: 'mysql://root:hunter2@db/x', METRICS_TOKEN: 'short' }),
    (error) => {
      assert.ok(error instanceof ConfigurationError)
      for (const name of ['PORT', 'DATABASE_URL', 'METRICS_TOKEN'])
        assert.match(error.message, new RegExp(`${name} : attendu `))
      assert.doesNotMatch(error.message, /hunter2|short/)
      return true
    },
  )
})

test('a map background without its attribution is refused', () => {
  assert.throws(() => readConfiguration({ TILES_URL: 'https://tuiles.example/{z}/{x}/{y}.png' }), /TILES_ATTRIBUTION/)
})
