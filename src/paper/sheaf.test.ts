import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sortPages } from './sheaf.ts'

const page = (batchId: string) =>
  fc.record({
    id: fc.uuid(),
    batchId: fc.constant(batchId),
    agreementId: fc.constantFrom('a', 'b', 'c'),
    version: fc.integer({ min: 1, max: 3 }),
    page: fc.integer({ min: 1, max: 4 }),
  })

test('every page that came is in one place: kept, a duplicate or an older version', () => {
  fc.assert(
    fc.property(
      fc.array(page('now'), { maxLength: 30 }),
      fc.array(page('before'), { maxLength: 10 }),
      (now, before) => {
        const sheaves = sortPages(now, before, () => 4)
        const sorted = sheaves.flatMap(({ pages, duplicates, older }) => [...pages, ...duplicates, ...older])
        assert.deepEqual(
          sorted
            .filter(({ batchId }) => batchId === 'now')
            .map(({ id }) => id)
            .toSorted(),
          now.map(({ id }) => id).toSorted(),
        )
        for (const { version, pages, missing } of sheaves) {
          assert.deepEqual(
            [...pages.map((each) => each.page), ...missing].toSorted((one, other) => one - other),
            [1, 2, 3, 4],
          )
          assert.ok(pages.every((each) => each.version === version))
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('a page that another batch brought is not missing', () => {
  const of = (batchId: string, number: number) => ({
    id: `${batchId}${number}`,
    batchId,
    agreementId: 'a',
    version: 1,
    page: number,
  })
  const [sheaf] = sortPages([of('now', 1)], [of('before', 3), of('before', 1)], () => 3)
  assert.deepEqual(sheaf?.missing, [2])
  assert.deepEqual(
    sheaf.pages.map(({ id }) => id),
    ['now1', 'before3'],
  )
})
