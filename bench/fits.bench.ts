import { check, checkOffer, fits, type OfferFacts, type PupilFacts } from '#/rules/index.ts'
import { dates, placement, presence } from '#/rules/sample-placement.ts'

export const title = 'The law: offers open to a pupil, and placements judged'

const day = (start: number) => ({ start, end: start + 420, lunch: { start: 720, end: 780 } })

/** How many of a pupil's questions a page can ask; the full judgement of a placement is the reference. */
export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const count = quick ? 10_000 : 100_000
  const offers = Array.from({ length: count }, (_, index): OfferFacts => {
    const hours = day(480 + (index % 8) * 15)
    return {
      schemes: ['observation-2de'],
      levels: ['seconde'],
      span: index % 3 === 0 ? 'all' : 'week',
      weeks: [
        { week: '2026-W25', seats: 2 },
        { week: '2026-W26', seats: 1 },
      ],
      hours: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours },
      facilities: [],
      reservedSchools: [],
      reservedQpv: index % 50 === 0,
      reservedWithoutNetwork: false,
    }
  })
  const pupil: PupilFacts = {
    level: 'seconde',
    school: '0140017A',
    birthDate: '2010-09-04',
    needs: [],
    priority: 0,
    qpv: false,
    withoutNetwork: false,
  }
  const timed = (what: string, times: number, run: () => void): number => {
    const from = performance.now()
    for (let time = 0; time < times; time++) run()
    const each = ((performance.now() - from) * 1000) / times
    print(`${what}: ${each.toFixed(2)} µs`)
    return each
  }
  let at = 0
  const fast = timed('fits, per offer', count, () => fits(offers[at++ % count]!, pupil, ['2026-W25', '2026-W26']))
  const whole = placement({ days: presence(dates('2026-01-19', '2026-01-30')) })
  const full = timed('check, a placement of two weeks', count / 100, () => check(whole))
  timed('checkOffer, every age and week', count / 100, () =>
    checkOffer(offers[at++ % count]!, { on: '2026-02-02', zone: 'B' }),
  )
  print(`a whole judgement costs ${Math.round(full / fast)} times a fit`)
}
