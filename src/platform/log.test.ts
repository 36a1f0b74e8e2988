import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from './log.ts'

test('a line keeps no name, address, secret or query, however it was passed', () => {
  let written = ''
  const log = createLog('info', {
    write(line) {
      written += line
    },
  })
  const person = { email: 'lea.martin@example.fr', name: 'Léa Martin', token: 'jeton-secret', birthDate: '2010-02-01' }
  log.info(
    { ...person, route: 'runPupil', status: 200, url: '/eleves/lea?q=martin', pupil: { ...person, lat: 48.123456 } },
    'request',
  )
  log.error(
    { err: new TypeError(`No seat for ${person.name} <${person.email}>`, { cause: new Error(person.token) }) },
    'failed',
  )
  assert.doesNotMatch(written, /Léa|Martin|martin@|jeton|2010-02|48\.123|q=/)
  assert.match(written, /"route":"runPupil","status":200/)
  assert.match(written, /"type":"TypeError".*log\.test\.ts/)
})
