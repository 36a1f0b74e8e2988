import './tables.ts'
import { sql } from 'kysely'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Delivery } from '#/platform/smtp.ts'
import { type BounceSource, recordBounce } from './bounces.ts'
import { type LetterState, type LetterWhy, nextLine, nextTry } from './letter.ts'
import { messageTopic } from './post.ts'

/** Longer than any delivery can take: who holds a letter for longer is dead. */
export const lease = Temporal.Duration.from({ minutes: 15 })

/** A letter that this process is sending, and the mark by which it is known to hold it. */
export interface HeldLetter extends LetterKey {
  readonly worker: string
  /** This try included. */
  readonly attempts: number
  readonly address: string
}

type Tools = Pick<Services, 'db' | 'clock' | 'newId'>

export interface LetterKey {
  readonly territoryId: string
  readonly id: string
}

/** An update of one letter. */
export const letterRow = (db: Db, { territoryId, id }: LetterKey) =>
  db.updateTable('letters').where('territory_id', '=', territoryId).where('id', '=', id)

/** Marks the letter as about to be taken by the other side; false when it is no longer this worker's: then nothing may be sent. */
export async function handOver({ db, clock }: Tools, held: HeldLetter): Promise<boolean> {
  const row = await heldRow(db, held)
    .set({ state: 'handed', handed_over_at: clock.now().toString() })
    .where('state', '=', 'sending')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Writes what became of a delivery. */
export function closeDelivery(services: Tools, held: HeldLetter, delivery: Delivery): Promise<void> {
  return services.db.transaction().execute(async (tx) => {
    const next = outcome(delivery, held.attempts, services.clock.now())
    if (!next) return
    const { state, why, answer, dueAt } = next
    const now = services.clock.now().toString()
    const row = await heldRow(tx, held)
      .set({
        state,
        why: why ?? null,
        answer: answer ?? null,
        worker: null,
        lease_until: null,
        ...(state === 'sent' ? { sent_at: now } : {}),
        ...(dueAt === undefined ? {} : { due_at: dueAt.toString(), handed_over_at: null }),
      })
      .where('state', 'in', ['sending', 'handed'])
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    const source: BounceSource = 'smtp'
    const about = { address: held.address, letterId: held.id, source }
    if (why === 'refused_recipient')
      await recordBounce(services, tx, { ...about, kind: 'permanent', status: answer ?? '5.0.0' })
    if (state === 'abandoned')
      await recordBounce(services, tx, { ...about, kind: 'temporary', status: answer ?? '4.0.0' })
  })
}

interface Outcome {
  readonly state: LetterState
  readonly why?: LetterWhy
  readonly answer?: string
  readonly dueAt?: Temporal.Instant
}

/** Where a delivery leads; undefined: the letter is someone else's. */
function outcome(delivery: Delivery, attempts: number, now: Temporal.Instant): Outcome | undefined {
  switch (delivery.kind) {
    case 'accepted':
      return { state: 'sent' }
    case 'uncertain':
      return { state: 'uncertain', why: 'no_answer' }
    case 'refused':
      return {
        state: 'refused',
        why: delivery.about === 'recipient' ? 'refused_recipient' : 'refused_content',
        answer: delivery.status,
      }
    case 'failed': {
      const answer = delivery.status
      if (!delivery.answered) return { state: 'due', why: 'no_line', answer, dueAt: nextLine(attempts, now) }
      const dueAt = nextTry(attempts, now)
      return dueAt ? { state: 'due', why: 'not_now', answer, dueAt } : { state: 'abandoned', why: 'not_now', answer }
    }
    case 'withheld':
      return undefined
    default:
      return delivery satisfies never
  }
}

const heldRow = (db: Db, held: HeldLetter) => letterRow(db, held).where('worker', '=', held.worker)

/** A letter that could not be written waits, and is given up in the end. */
export async function postpone({ db, clock }: Pick<Services, 'db' | 'clock'>, key: LetterKey): Promise<void> {
  const row = await letterRow(db, key)
    .set((on) => ({ attempts: on('attempts', '+', 1), why: 'not_written' as const }))
    .where('state', '=', 'due')
    .returning('attempts')
    .executeTakeFirst()
  if (!row) return
  const dueAt = nextTry(row.attempts, clock.now())
  await letterRow(db, key)
    .set(dueAt ? { due_at: dueAt.toString() } : { state: 'abandoned' })
    .execute()
}

/** Takes back what dead processes held: what was not handed over is sent again, the rest is for a person to judge. */
export async function takeBack({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await db
    .updateTable('letters')
    .set({ state: 'due', due_at: now.toString(), worker: null, lease_until: null })
    .where('state', '=', 'sending')
    .where('lease_until', '<=', moment(now))
    .execute()
  await db
    .updateTable('letters')
    .set({ state: 'uncertain', why: 'no_answer', worker: null, lease_until: null })
    .where('state', '=', 'handed')
    .where('lease_until', '<=', moment(now))
    .execute()
}

/** The states in which a person may have a letter written and sent again. */
const resendable: readonly LetterState[] = ['uncertain', 'refused', 'abandoned', 'kept', 'unaddressed']

/** Has a letter written from what is true now, and sent. Undefined when there is none that can be. */
export function sendAgain(
  { db, clock, notifications }: Pick<Services, 'db' | 'clock' | 'notifications'>,
  letterId: string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('letters')
      .set({
        state: 'due',
        due_at: clock.now().toString(),
        attempts: sql<number>`0`,
        why: null,
        answer: null,
        handed_over_at: null,
      })
      .where('id', '=', letterId)
      .where('state', 'in', resendable)
      .returning('id')
      .executeTakeFirst()
    if (row) await notifications.notify(tx, messageTopic)
    return row !== undefined
  })
}

/** Has everything sent that was kept while no server was configured, but for invented people. Returns how many. */
export function sendKept({
  db,
  clock,
  notifications,
}: Pick<Services, 'db' | 'clock' | 'notifications'>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('letters')
      .set({ state: 'due', due_at: clock.now().toString(), why: null })
      .where('state', '=', 'kept')
      .executeTakeFirst()
    await notifications.notify(tx, messageTopic)
    return Number(numUpdatedRows)
  })
}

/** A person judged that an uncertain letter arrived. */
export async function judgeArrived({ db }: Pick<Services, 'db'>, letterId: string): Promise<boolean> {
  const row = await db
    .updateTable('letters')
    .set({ state: 'sent', why: 'judged' })
    .where('id', '=', letterId)
    .where('state', '=', 'uncertain')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
