import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wholeContent } from '../../../test/agreement-content.ts'
import type { AgreementContent } from '../content.ts'
import { amendedFacts, changesIn, sayChange } from './amended.ts'
import { canonicalJson } from './canonical-json.ts'

const amended = (host: Partial<AgreementContent['hosts'][0]>): AgreementContent => ({
  ...wholeContent,
  hosts: [{ ...wholeContent.hosts[0], ...host }],
})

test('an amendment says what changes, and nothing else', () => {
  assert.deepEqual(amendedFacts(wholeContent, wholeContent), [])
  const [dates, ...others] = amendedFacts(
    amended({ from: '2026-06-15', to: '2026-06-26' }),
    amended({ from: '2026-06-22', to: '2026-07-03' }),
  )
  assert.deepEqual(others, [], 'the hours of each day do not change with the dates')
  assert.match(
    dates ? sayChange(dates) : '',
    /^Dates : du\s15\sau\s26\sjuin\s2026 → du\s22\sjuin au\s3\sjuillet\s2026$/u,
  )
  const { hours } = wholeContent.hosts[0]
  const monday = amendedFacts(wholeContent, amended({ hours: { ...hours, 1: { start: 600, end: 720 } } }))
  assert.deepEqual(
    monday.map(([object]) => object),
    ['Horaires : lundi'],
  )
})

test('two parents are told apart, and what was frozen is read again', () => {
  const one = { ...wholeContent, representatives: [{ name: 'Anne Marchand' }, { name: 'Luc Marchand' }] }
  const changes = amendedFacts(one, { ...one, representatives: [{ name: 'Anne Marchand' }, { name: 'Luc Roy' }] })
  assert.deepEqual(
    changes.map(([, before, after]) => [before, after]),
    [['Luc Marchand', 'Luc Roy']],
  )
  assert.deepEqual(changesIn(canonicalJson({ code: 'x', amends: { code: 'y', changes } })), changes)
  assert.deepEqual(changesIn(canonicalJson({ code: 'x', amends: undefined })), [])
})
