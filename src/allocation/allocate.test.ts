import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openEstimate } from '#/transit/index.ts'
import { type AllocationResult, allocate } from './allocate.ts'
import { type AllocationInputs, readInputs } from './inputs/read-inputs.ts'
import { outputFiles } from './result/output-files.ts'
import { filesOf, randomFrom, type SmallTerritory, smallTerritory } from './small-territory.ts'
import { type ProblemFacts, problemFacts, problemKeys } from './verify/facts.ts'
import { verify } from './verify/verify.ts'

const run = { versions: { passerelle: '0', node: '0' }, seconds: [], peakMegabytes: 0 }

/** The best way to seat the pupils of a tiny problem, by trying every one: who is seated in the order of standing, then burdens, then cost. */
function bestByBruteForce({ campaign, pupils }: AllocationInputs, facts: ProblemFacts, standing: readonly number[]) {
  const seats = new Map(facts.capacity)
  const values: number[] = []
  let best: number[] | undefined
  const compare = (a: readonly number[], b: readonly number[]) =>
    a.map((value, index) => value - b[index]!).find((gap) => gap !== 0) ?? 0
  const visit = (index: number, burdens: readonly [number, number, number, number]) => {
    const pupil = standing[index]
    if (pupil === undefined) {
      const value = [...values, ...burdens]
      if (!best || compare(value, best) < 0) best = value
      return
    }
    for (const { offer, worst, cost } of facts.pairsOf(pupil)) {
      const free = seats.get(offer)!
      if (free === 0) continue
      seats.set(offer, free - 1)
      values.push(0)
      const over = (minutes: number) => (worst > minutes ? 1 : 0)
      visit(index + 1, [burdens[0] + over(60), burdens[1] + over(45), burdens[2] + over(30), burdens[3] + cost])
      values.pop()
      seats.set(offer, free)
    }
    values.push(1)
    visit(index + 1, burdens)
    values.pop()
  }
  visit(0, [0, 0, 0, 0])
  assert.ok(best && campaign && pupils)
  return best
}

async function standingOf(inputs: AllocationInputs, members: readonly number[]): Promise<number[]> {
  const { createHash } = await import('node:crypto')
  const draw = (pupil: number) =>
    createHash('sha256').update(`${inputs.campaign.lottery}\n${inputs.pupils[pupil]!.id}`).digest('hex')
  return members.toSorted(
    (a, b) => inputs.pupils[b]!.priority - inputs.pupils[a]!.priority || (draw(a) < draw(b) ? -1 : 1),
  )
}

async function checkPromises(inputs: AllocationInputs, result: AllocationResult): Promise<void> {
  assert.deepEqual(
    result.problems.map(({ problem }) => problem.key),
    problemKeys(inputs),
  )
  for (const { problem, pupils, solution } of result.problems) {
    const facts = await problemFacts(inputs, undefined, problem.key, [...pupils])
    const standing = await standingOf(inputs, [...pupils])
    const best = bestByBruteForce(inputs, facts, standing)
    const local = new Map([...pupils].map((pupil, index) => [pupil, index]))
    const left = standing.map((pupil) => (solution.offerOf[local.get(pupil)!]! >= 0 ? 0 : 1))
    met.placed += solution.placed
    met.left += pupils.length - solution.placed
    assert.deepEqual([...left, solution.over60, solution.over45, solution.over30, solution.totalCost], best)
  }
}

/** Pupils met by the trials below: they would prove nothing if all, or none, were placed. */
const met = { placed: 0, left: 0 }

test('on tiny territories, who is placed, how far and at what cost is what trying everything finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      async (seed, pupils, offers) => {
        const inputs = readInputs(filesOf(smallTerritory(seed, { pupils, offers, groups: false })))
        await checkPromises(inputs, await allocate(inputs, undefined))
      },
    ),
    { numRuns: 300 },
  )
  assert.ok(met.placed > 100 && met.left > 100, JSON.stringify(met))
})

test('every result of a small territory is verified by the independent program, groups included', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 15 }),
      async (seed, pupils, offers) => {
        const inputs = readInputs(filesOf(smallTerritory(seed, { pupils, offers })))
        const result = await allocate(inputs, undefined)
        const { reasons } = await verify(inputs, undefined, bytesOf(outputFiles(result, run)))
        assert.deepEqual(reasons, [])
      },
    ),
    { numRuns: 60 },
  )
})

test('an offer that a pupil avoids is to that pupil as if no bus went there, and costs nobody else a place', async () => {
  const given = ({ problems, placements }: AllocationResult) => [
    problems.map(({ solution, candidatePairs }) => [solution.placed, solution.totalCost, candidatePairs]),
    placements.map(({ pupil, offer, week, cost }) => [pupil, offer, week, cost]),
  ]
  let avoided = 0
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const territory = smallTerritory(seed, { pupils: 12, offers: 6 })
      const avoids = new Map(territory.pupils.map(({ pupil, avoid = '' }) => [pupil, avoid.split('|')]))
      const isAvoided = (row: Record<string, string>) => avoids.get(row.pupil)?.includes(row.offer ?? '') === true
      avoided += territory.travel.filter(isAvoided).length
      const without = {
        ...territory,
        pupils: territory.pupils.map((row) => ({ ...row, avoid: '' })),
        travel: territory.travel.filter((row) => !isAvoided(row)),
      }
      const results = [await allocate(readInputs(filesOf(territory)), undefined)]
      results.push(await allocate(readInputs(filesOf(without)), undefined))
      assert.deepEqual(given(results[0]!), given(results[1]!))
    }),
    { numRuns: 40 },
  )
  assert.ok(avoided > 100, String(avoided))
})

test('who avoids the only offer is told so, by the code of what is closed to them; beside one too far, by its distance', async () => {
  const territory = smallTerritory(8, { pupils: 1, offers: 2, groups: false, weeks: ['2026-W25'] })
  const open = { levels: 'seconde', seats: '2026-W25:1', span: 'week', min_age: '', schools: '', min_priority: '' }
  for (const offer of territory.offers) Object.assign(offer, { ...open, start: '', end: '' })
  Object.assign(territory.pupils[0]!, { weeks: '2026-W25', level: 'seconde', needs: '', fixed: '', max_minutes: '' })
  Object.assign(territory.pupils[0]!, { birth_date: '2010-01-01' })
  territory.travel = [{ pupil: 'eleve-0', offer: 'offre-0', minutes_out: '10', minutes_back: '10' }]
  const said = async (avoid: string) => {
    territory.pupils[0]!.avoid = avoid
    const inputs = readInputs(filesOf(territory))
    const result = await allocate(inputs, undefined)
    const files = outputFiles(result, run)
    assert.deepEqual((await verify(inputs, undefined, bytesOf(files))).reasons, [])
    return result.unplaced.map(({ code, reason }) => `${code}: ${reason}`).join()
  }
  assert.equal(await said('offre-gone'), '')
  assert.match(
    await said('offre-0|offre-1'),
    /^reserved: Aucune des 2 offres possibles ne convient : places déjà déclinées/,
  )
  assert.match(await said('offre-0'), /^out_of_reach: La seule offre possible ne convient pas/)
})

test('the order of lines and the number of threads change no byte of the result', async () => {
  for (const seed of [1, 2, 3]) {
    const territory = smallTerritory(seed, { pupils: 60, offers: 20 })
    const written = async (files: SmallTerritory, threads: number) => {
      const result = await allocate(readInputs(filesOf(files, { travel: seed === 1 })), openEstimate(), { threads })
      return [...outputFiles(result, run)].filter(([name]) => name !== 'summary.json')
    }
    const first = await written(territory, 1)
    assert.deepEqual(await written(shuffled(territory, seed), 2), first)
  }
})

test('a stopped allocation rejects with the reason of the stop', async () => {
  const inputs = readInputs(filesOf(smallTerritory(5, { pupils: 5, offers: 3 })))
  const reason = new Error('assez')
  await assert.rejects(allocate(inputs, undefined, { signal: AbortSignal.abort(reason) }), reason)
})

test('who holds an offer keeps it, whatever the rules say of others, and its seat is gone', async () => {
  const territory = smallTerritory(8, { pupils: 2, offers: 1, groups: false, weeks: ['2026-W25'] })
  Object.assign(territory.offers[0]!, {
    seats: '2026-W25:1',
    levels: 'troisieme|seconde',
    min_age: '',
    schools: '',
    min_priority: '',
    span: 'week',
    start: '',
    end: '',
  })
  Object.assign(territory.pupils[0]!, { weeks: '2026-W25', level: 'cap', needs: 'wheelchair', fixed: 'offre-0' })
  Object.assign(territory.pupils[1]!, {
    weeks: '2026-W25',
    level: 'seconde',
    needs: '',
    fixed: '',
    max_minutes: '',
    birth_date: '2010-01-01',
  })
  territory.travel = [{ pupil: 'eleve-1', offer: 'offre-0', minutes_out: '10', minutes_back: '10' }]
  const result = await allocate(readInputs(filesOf(territory)), undefined)
  const files = outputFiles(result, run)
  assert.equal(
    files.get('allocation.csv')!.split('\n')[1],
    `eleve-0,offre-0,2026-W25,,,,,,,,${result.placements[0]!.wishRank || ''},`,
  )
  assert.match(files.get('unplaced.csv')!, /^eleve-1,2026-W25,seats_taken,"?1 place manque/m)
})

test('a seat for all weeks goes first to who misses them all, and stands on a line for each week', async () => {
  const territory = smallTerritory(9, { pupils: 2, offers: 2, groups: false })
  for (const offer of territory.offers)
    Object.assign(offer, {
      levels: 'seconde',
      min_age: '',
      facilities: '',
      schools: '',
      min_priority: '',
      start: '',
      end: '',
    })
  Object.assign(territory.offers[0]!, { seats: '2026-W25:5|2026-W26:1', span: 'all' })
  Object.assign(territory.offers[1]!, { seats: '2026-W25:1', span: 'week' })
  for (const pupil of territory.pupils)
    Object.assign(pupil, {
      level: 'seconde',
      birth_date: '2010-01-01',
      needs: '',
      fixed: '',
      max_minutes: '',
      wishes: '',
      weeks: '2026-W25|2026-W26',
    })
  Object.assign(territory.pupils[0]!, { priority: '5' })
  territory.travel = ['eleve-0', 'eleve-1'].flatMap((pupil) =>
    ['offre-0', 'offre-1'].map((offer) => ({ pupil, offer, minutes_out: '20', minutes_back: '25' })),
  )
  const { placements, unplaced } = await allocate(readInputs(filesOf(territory)), undefined)
  assert.deepEqual(
    placements.map(({ pupil, offer, week, cost }) => [pupil, offer, week, cost]),
    [
      [0, 0, '2026-W25', 45],
      [0, 0, '2026-W26', 45],
      [1, 1, '2026-W25', 45],
    ],
  )
  assert.deepEqual(
    unplaced.map(({ pupil, week, code, shortage }) => [pupil, week, code, shortage]),
    [[1, '2026-W26', 'seats_taken', 'all-1']],
  )
})

const bytesOf = (files: ReadonlyMap<string, string>): Map<string, Uint8Array> =>
  new Map([...files].map(([name, text]) => [name, new TextEncoder().encode(text)]))

function shuffled(territory: SmallTerritory, seed: number): SmallTerritory {
  const random = randomFrom(seed)
  const mix = <T>(rows: readonly T[]): T[] =>
    rows
      .map((row) => [random(), row] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, row]) => row)
  const { campaign, schools, offers, pupils, travel } = territory
  return { campaign, schools: mix(schools), offers: mix(offers), pupils: mix(pupils), travel: mix(travel) }
}
