import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { finalStates, stateNames } from './agreement.ts'
import { aspects } from './consent.ts'
import { type Transition, transitions } from './transitions.ts'

const page = readFileSync(new URL('../../docs/agreements.md', import.meta.url), 'utf8')

const row = ({ name, who, from, to, needs, sends }: Transition): string =>
  `| \`${name}\` | ${who.join(', ')} | ${from.join(', ')} | ${to} | ${needs} | ${sends} |`

test('the page on agreements shows the table of transitions, as it is', () => {
  for (const transition of transitions)
    assert.ok(page.includes(row(transition)), `docs/agreements.md lacks:\n${row(transition)}`)
  const shown = page.split('\n').filter((line) => /^\| `[a-z]+` \| (school|system)/.test(line))
  assert.equal(shown.length, transitions.length)
})

test('the page shows whose consent each thing takes, as it is', () => {
  const all = Math.max(...aspects.map(({ concerns }) => concerns.length))
  for (const { name, says, concerns } of aspects) {
    const line = `| \`${name}\` (${says}) | ${concerns.length === all ? 'everyone' : concerns.join(', ')} |`
    assert.ok(page.includes(line), `docs/agreements.md lacks:\n${line}`)
  }
})

test('every state is reached, every one that is not final can be left, and a final one never', () => {
  for (const state of stateNames) {
    if (state !== 'draft')
      assert.ok(
        transitions.some(({ to }) => to === state),
        `nothing leads to ${state}`,
      )
    // What was noted by mistake can be taken back, however far it went.
    const ways = transitions
      .filter(({ name, from }) => name !== 'retract' && from.includes(state))
      .map(({ name }) => name)
    if (finalStates.includes(state)) assert.deepEqual(ways, [], `${state} can be left`)
    else assert.ok(ways.includes('replace') && ways.includes('drop'), `no way out of ${state}`)
  }
})

test('until it is signed an agreement can be refused, afterwards it is cancelled or interrupted', () => {
  const from = (name: string) => transitions.find((each) => each.name === name)?.from
  assert.deepEqual(from('refuse'), ['draft', 'filled', 'checked', 'signing'])
  assert.deepEqual(from('cancel'), ['signed'])
  assert.deepEqual(from('interrupt'), ['running'])
})
