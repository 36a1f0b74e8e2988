import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Followed, mostFollowed, proposeReferents } from './propose-referents.ts'

const aClass = fc.array(
  fc.record({
    at: fc.option(
      fc.record({
        lat: fc.double({ min: 48, max: 50, noNaN: true }),
        lon: fc.double({ min: -1, max: 1, noNaN: true }),
      }),
      { nil: undefined },
    ),
    by: fc.option(fc.nat(2), { nil: undefined }),
  }),
  { maxLength: 40 },
)

test('nobody follows more than sixteen, those followed stay, and nobody waits while someone has room', () => {
  fc.assert(
    fc.property(aClass, fc.array(fc.nat(18), { maxLength: 4 }), (given, loads) => {
      const teachers = loads.map((load, index) => ({ accountId: `t${index}`, load }))
      const room = new Map(teachers.map(({ accountId, load }) => [accountId, Math.max(0, mostFollowed - load)]))
      const pupils = given.map(({ at, by }, index): Followed => {
        const accountId = `t${by}`
        const left = room.get(accountId) ?? 0
        if (left > 0) room.set(accountId, left - 1)
        return { pupilId: `p${index}`, at, accountId: left > 0 ? accountId : undefined }
      })
      const chosen = proposeReferents(pupils, teachers)
      for (const { pupilId, accountId } of pupils)
        if (accountId !== undefined) assert.equal(chosen.get(pupilId), accountId)
      const counts = Map.groupBy(chosen.values(), (accountId) => accountId)
      for (const { accountId, load } of teachers) {
        const count = counts.get(accountId)?.length ?? 0
        assert.ok(count === 0 || load + count <= mostFollowed, `${accountId}: ${load} + ${count}`)
      }
      const hasRoom = teachers.some(({ accountId, load }) => load + (counts.get(accountId)?.length ?? 0) < mostFollowed)
      if (hasRoom) assert.equal(chosen.size, pupils.length)
      assert.deepEqual(proposeReferents(pupils, teachers), chosen)
    }),
    { numRuns: 60 },
  )
})

test('pupils of one town go to one teacher', () => {
  const at = (lat: number, lon: number) => ({ lat, lon })
  const pupils = [
    at(48.8, -0.9),
    at(49.2, -0.3),
    at(48.81, -0.91),
    at(49.21, -0.31),
    at(48.82, -0.9),
    at(49.2, -0.32),
  ].map((place, index): Followed => ({ pupilId: `p${index}`, at: place, accountId: undefined }))
  const chosen = proposeReferents(pupils, [
    { accountId: 'a', load: 0 },
    { accountId: 'b', load: 0 },
  ])
  assert.equal(new Set(['p0', 'p2', 'p4'].map((id) => chosen.get(id))).size, 1)
  assert.equal(new Set(['p1', 'p3', 'p5'].map((id) => chosen.get(id))).size, 1)
  assert.equal(new Set(chosen.values()).size, 2)
})
