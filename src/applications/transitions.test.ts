import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openStates, stateNames } from './application.ts'
import { reminders } from './deadlines.ts'
import { type Transition, transitions } from './transitions.ts'

const page = readFileSync(new URL('../../docs/applications.md', import.meta.url), 'utf8')

const row = ({ name, who, from, to, needs, sends }: Transition): string =>
  `| \`${name}\` | ${who.join(', ')} | ${from.join(', ')} | ${to} | ${needs} | ${sends} |`

test('the page on applications shows the table of transitions, as it is', () => {
  for (const transition of transitions)
    assert.ok(page.includes(row(transition)), `docs/applications.md lacks:\n${row(transition)}`)
  const shown = page.split('\n').filter((line) => /^\| `[a-z]+` \| (pupil|host|system)/.test(line))
  assert.equal(shown.length, transitions.length)
})

test('the page shows the reminders, as they are', () => {
  for (const { step, states, afterDays, to } of reminders) {
    const line = `| \`${step}\` | ${states.join(', ')} | ${afterDays} | ${to} |`
    assert.ok(page.includes(line), `docs/applications.md lacks:\n${line}`)
  }
})

test('every state is reached, every open one can be left, and a settled one only to undo or to cancel', () => {
  for (const state of stateNames) {
    if (state !== 'draft')
      assert.ok(
        transitions.some(({ to }) => to === state),
        `nothing leads to ${state}`,
      )
    const ways = transitions.filter(({ from }) => from.includes(state)).map(({ name }) => name)
    if (openStates.includes(state)) assert.ok(ways.length > 0, `no way out of ${state}`)
    else
      assert.ok(
        ways.every((name) => name === 'undo' || name === 'cancel'),
        `${state} moves by ${ways.join(', ')}`,
      )
  }
})

test('whoever waits can always take the application back, and time ends it', () => {
  for (const name of ['withdraw', 'overlap', 'expire'] as const) {
    const found = transitions.find((each) => each.name === name)
    assert.deepEqual(new Set(found?.from), new Set(openStates), name)
  }
})
