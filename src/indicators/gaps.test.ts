import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Group, leastShown, maskSmall } from './gaps.ts'

const group = (label: string, pupils: number, placed: number): Group => ({ label, pupils, placed })

void test('large groups are shown whole', () => {
  assert.deepEqual(maskSmall([group('a', 40, 20), group('b', 60, 50)]), [
    { label: 'a', said: 'all', pupils: 40, placed: 20 },
    { label: 'b', said: 'all', pupils: 60, placed: 50 },
  ])
})

void test('the complement of a masked group is masked with it', () => {
  assert.deepEqual(
    maskSmall([group('few', 3, 1), group('many', 60, 50), group('more', 90, 40)]).map(({ said }) => said),
    ['nothing', 'nothing', 'all'],
  )
  assert.deepEqual(
    maskSmall([group('a', 30, 28), group('b', 60, 50), group('c', 90, 40)]).map(({ said }) => said),
    ['pupils', 'pupils', 'all'],
  )
})

void test('whoever knows the totals and all that is shown works out no small number', () => {
  const any = fc.array(
    fc.nat(40).chain((pupils) => fc.nat(pupils).map((placed) => ({ pupils, placed }))),
    { minLength: 2, maxLength: 6 },
  )
  fc.assert(
    fc.property(any, (numbers) => {
      const groups = numbers.map(({ pupils, placed }, at) => group(`g${at}`, pupils, placed))
      const shown = maskSmall(groups)
      const hiddenOf = (isHidden: (at: number) => boolean) => groups.filter((_, at) => isHidden(at))
      // What is subtracted from a total gives the sum over what is hidden: never of one group alone, and never small.
      const noPupils = hiddenOf((at) => shown[at]?.said === 'nothing')
      const noParts = hiddenOf((at) => shown[at]?.said !== 'all')
      for (const [each, seen] of shown.entries()) {
        if (seen.said === 'nothing') continue
        assert.ok(seen.pupils === 0 || seen.pupils >= leastShown, `group ${each}`)
        if (seen.said === 'all')
          for (const part of [seen.placed, seen.pupils - seen.placed]) assert.ok(part === 0 || part >= leastShown)
      }
      const total = (all: readonly Group[], of: (one: Group) => number) => all.reduce((sum, one) => sum + of(one), 0)
      const wholeIsHidden = (all: readonly Group[]) => all.length === groups.filter(({ pupils }) => pupils > 0).length
      for (const [all, of] of [
        [noPupils, (one: Group) => one.pupils],
        [noParts, (one: Group) => one.placed],
        [noParts, (one: Group) => one.pupils - one.placed],
      ] as const) {
        const some = all.filter(({ pupils }) => pupils > 0)
        if (some.length === 0 || wholeIsHidden(some)) continue
        assert.ok(some.length >= 2)
        const left = total(some, of)
        assert.ok(left === 0 || left >= leastShown, `${left} is left`)
      }
    }),
    { numRuns: 300 },
  )
})
