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

const km = 1 / 111
const stop = (name: string, x: number, y: number, accountId?: string): Followed => ({
  pupilId: name,
  at: { lat: 49 + y * km, lon: (x * km) / 0.68 },
  accountId,
})
const two = [
  { accountId: 'a', load: 0 },
  { accountId: 'b', load: 0 },
]

test('towns that lie in one line are not torn apart', () => {
  const pupils = [-20, 0.2, 20, -20.4, -0.1, 20.3, 0, -19.8].map((x, index) => stop(`p${index}`, x, index % 2))
  const chosen = proposeReferents(pupils, [...two, { accountId: 'c', load: 13 }])
  const groups = Map.groupBy(pupils, ({ pupilId }) => chosen.get(pupilId))
  for (const group of groups.values()) {
    const [west, east] = [Math.min, Math.max].map((pick) => pick(...group.map(({ at }) => at?.lon ?? 0)))
    assert.ok(((east ?? 0) - (west ?? 0)) * 0.68 < 21 * km, 'nobody goes to both ends')
  }
})

test('a teacher who goes somewhere already takes those who are there', () => {
  const pupils = [stop('kept', 30, 0, 'b'), stop('p0', 30, 1), stop('p1', -30, 0), stop('p2', -30, 1)]
  const chosen = proposeReferents(pupils, two)
  assert.equal(chosen.get('p0'), 'b')
  assert.deepEqual([chosen.get('p1'), chosen.get('p2')], ['a', 'a'])
})

test('a small class is as near together as any even sharing could make it', () => {
  const place = fc.record({ x: fc.integer({ min: -40, max: 40 }), y: fc.integer({ min: -40, max: 40 }) })
  fc.assert(
    fc.property(fc.array(place, { minLength: 6, maxLength: 6 }), (places) => {
      const cost = (groups: readonly (readonly { x: number; y: number }[])[]): number =>
        groups.reduce((sum, group) => {
          const [x, y] = [
            group.reduce((to, each) => to + each.x, 0) / 3,
            group.reduce((to, each) => to + each.y, 0) / 3,
          ]
          return sum + group.reduce((to, each) => to + (each.x - x) ** 2 + (each.y - y) ** 2, 0)
        }, 0)
      const every = Array.from({ length: 64 }, (_, bits) => places.map((_each, index) => (bits >> index) & 1))
        .filter((sides) => sides.reduce((sum, side) => sum + side, 0) === 3)
        .map((sides) => cost([0, 1].map((side) => places.filter((_each, index) => sides[index] === side))))
      const chosen = proposeReferents(
        places.map(({ x, y }, index) => stop(`p${index}`, x, y)),
        two,
      )
      const got = cost(two.map(({ accountId }) => places.filter((_, index) => chosen.get(`p${index}`) === accountId)))
      assert.ok(got <= Math.min(...every) + 0.01, `${got} instead of ${Math.min(...every)}`)
    }),
    { numRuns: 60 },
  )
})
