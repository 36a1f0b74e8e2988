import './tables.ts'
import type { Services } from '#/platform/services.ts'
import { type Counts, countOver } from './counts.ts'
import { batch, eraseRows } from './erase-rows.ts'
import { boundOf, isOver } from './purpose.ts'
import { purposes } from './purposes.ts'
import { sweepFiles } from './sweep-files.ts'

export interface Kept {
  /** Purpose → rows erased or archived. */
  readonly counts: Counts
  readonly files: number
}

type KeepServices = Pick<Services, 'db' | 'files' | 'clock' | 'newId'>

/**
 * Erases or archives everything that has had its time, then sweeps the files that no row names. In transactions of their own, so that it
 * can be stopped anywhere and started again; what one purpose lets go may free the next, so it goes round until nothing is left.
 */
export async function keep(services: KeepServices, signal: AbortSignal): Promise<Kept> {
  const { db, clock } = services
  const now = clock.now()
  const counts: Record<string, number> = {}
  for (let round = 0; round < purposes.length && !signal.aborted; round++) {
    const over = await countOver(db, now)
    let gone = 0
    for (const purpose of purposes.filter(({ name }) => over[name] !== undefined)) {
      const condition = isOver(purpose, boundOf(purpose, now))
      for (let more = true; more && !signal.aborted; ) {
        const count = await db.transaction().execute((tx) => eraseRows(tx, purpose, condition, now))
        counts[purpose.name] = (counts[purpose.name] ?? 0) + count
        gone += count
        more = count === batch
      }
    }
    if (gone === 0) break
  }
  return { counts: present(counts), files: await sweepFiles(services, signal) }
}

/** Keeps the day's report; rounds of one day add up. A stopped round keeps what it did too. */
export async function keepAndReport(services: KeepServices, signal: AbortSignal): Promise<Kept> {
  const { db, clock, newId } = services
  const kept = await keep(services, signal)
  const day = clock.now().toZonedDateTimeISO('UTC').toPlainDate().toString()
  await db.transaction().execute(async (tx) => {
    const former = await tx.selectFrom('keep_reports').selectAll().where('day', '=', day).forUpdate().executeTakeFirst()
    const report = {
      at: clock.now().toString(),
      counts: JSON.stringify(sum(former?.counts ?? {}, kept.counts)),
      files: (former?.files ?? 0) + kept.files,
    }
    await tx
      .insertInto('keep_reports')
      .values({ id: newId(), day, ...report })
      .onConflict((on) => on.column('day').doUpdateSet(report))
      .execute()
  })
  return kept
}

const present = (counts: Counts): Counts => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))

const sum = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  )
