import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openStates, proposalStateNames } from './proposal.ts'
import { endReasons, isReasonOf, reasonsOf } from './reasons.ts'
import { type Transition, transitions } from './transitions.ts'

const page = readFileSync(new URL('../../docs/desk.md', import.meta.url), 'utf8')

const row = ({ name, who, from, to, needs, sends }: Transition): string =>
  `| \`${name}\` | ${who.join(', ')} | ${from.join(', ')} | ${to} | ${needs} | ${sends} |`

test('the page on the desk shows the table of transitions, as it is', () => {
  for (const transition of transitions)
    assert.ok(page.includes(row(transition)), `docs/desk.md lacks:\n${row(transition)}`)
})

test('every state is reached, every open one can be left, and a settled one never', () => {
  for (const state of proposalStateNames) {
    assert.ok(
      transitions.some(({ to }) => to === state),
      `nothing leads to ${state}`,
    )
    const ways = transitions.filter(({ from }) => from.includes(state))
    assert.equal(ways.length > 0, openStates.includes(state), state)
  }
  for (const name of ['refuse', 'expire', 'overtake', 'withdraw'])
    assert.deepEqual(new Set(transitions.find((each) => each.name === name)?.from), new Set(openStates), name)
})

test('a reason is one of the list of its side', () => {
  assert.ok(isReasonOf('pupil', 'far') && !isReasonOf('host', 'far'))
  for (const code of ['', 'toString', ...Object.keys(endReasons)]) assert.ok(!isReasonOf('pupil', code))
  for (const side of ['pupil', 'host'] as const)
    assert.equal(new Set(reasonsOf[side].map(({ code }) => code)).size, reasonsOf[side].length)
})
