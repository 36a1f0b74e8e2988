import './tables.ts'
import { sql } from 'kysely'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { ServerKey } from '#/platform/server-key.ts'

/**
 * How much may be tried, and by whom it is counted. No budget closes an account: whoever spends one is held back from where they try,
 * and the right person comes in by another way (see docs/identity.md).
 */
const budgets = {
  /** Pressing a link or a button that signs in, by network address. A class that shares one signs in within minutes. */
  'sign-in.source': { most: 60, minutes: 15 },
  /** Asking for a mail, by network address. */
  'ask.source': { most: 30, minutes: 15 },
  /** Asking for a mail for one address, from one network address. */
  'ask.source-account': { most: 5, minutes: 15 },
  /** Mails to one account, whoever asks. Past it none is sent; those in the box still open, on any device. */
  'ask.account': { most: 10, minutes: 60 },
  /** Wrong codes typed for one account, by browsers that asked. Past it the mail's link still opens. */
  'code.account': { most: 30, minutes: 24 * 60 },
  /**
   * Wrong personal codes that begin alike, for one class from one network address. Whoever tries codes at random spends the budgets of
   * others' beginnings at most: to hold back one pupil they would have to know how that pupil's code begins.
   */
  'pupil.code': { most: 20, minutes: 15 },
  /** Class codes that do not exist, by network address. */
  'pupil.source': { most: 100, minutes: 15 },
  /** Wrong codes of the second step, by session, then by account; recovery codes go on past the latter. */
  'step.session': { most: 6, minutes: 12 * 60 },
  'step.account': { most: 60, minutes: 24 * 60 },
  'recovery.account': { most: 30, minutes: 24 * 60 },
  /** Codes sent to a telephone that somebody gives as theirs, by person. */
  'phone.person': { most: 3, minutes: 60 },
  /** Codes to sign with, sent to one person from one network address, then from everywhere. Those in the box still serve. */
  'sign.ask-source': { most: 6, minutes: 15 },
  'sign.ask': { most: 20, minutes: 60 },
  /**
   * Wrong codes typed to sign in one person’s place, from one network address, then from everywhere. Past them nothing is closed: the
   * account, paper and the school’s desk still sign.
   */
  'sign.code-source': { most: 15, minutes: 24 * 60 },
  'sign.code': { most: 100, minutes: 24 * 60 },
  /** Documents checked on the public page, by network address. */
  'verify.source': { most: 120, minutes: 15 },
  /** Offers reported, by account or network address. */
  'report.source': { most: 10, minutes: 60 },
  /** Places proposed by people who are not signed in: by network address, then for one e-mail address. */
  'propose.source': { most: 20, minutes: 60 },
  'propose.email': { most: 4, minutes: 24 * 60 },
  /** What one program asks for with its key; wrong keys, by network address. */
  'api.key': { most: 120, minutes: 1 },
  'api.source': { most: 60, minutes: 15 },
  /** Invitations sent by one account from the pages. */
  'invite.account': { most: 200, minutes: 24 * 60 },
} as const satisfies Readonly<Record<string, { readonly most: number; readonly minutes: number }>>

export type Budget = keyof typeof budgets

/** How much a budget allows in how many minutes: what one waits at most. */
export const budgetOf = (budget: Budget): { readonly most: number; readonly minutes: number } => budgets[budget]

type Store = { readonly db: Db; readonly clock: Clock; readonly key: ServerKey }

/**
 * Spends one attempt of a budget, and says whether there was one left. Counted in the database, so that every process and a restart
 * know: one short statement, a row by subject, which is not readable there.
 */
export async function spend({ db, clock, key }: Store, budget: Budget, subject: string): Promise<boolean> {
  const { most, minutes } = budgets[budget]
  const now = clock.now()
  const over = moment(now.subtract({ minutes }))
  const row = await db
    .insertInto('attempts')
    .values({ subject: subjectOf(key, budget, subject), since: now.toString(), count: 1 })
    .onConflict((on) =>
      on.column('subject').doUpdateSet({
        since: sql`case when attempts.since <= ${over} then excluded.since else attempts.since end`,
        // Past the limit the count stands still: hammering does not grow anything.
        count: sql`case when attempts.since <= ${over} then 1 else least(attempts.count, ${most}) + 1 end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  if (row.count === 1)
    await db
      .deleteFrom('attempts')
      .where('since', '<', moment(now.subtract({ hours: 24 })))
      .execute()
  return row.count <= most
}

/** Gives an attempt back: it was spent before it was known to be a right one, so that many at the same time do not slip through. */
export async function refund({ db, key }: Store, budget: Budget, subject: string): Promise<void> {
  await db
    .updateTable('attempts')
    .set({ count: sql`greatest(count - 1, 0)` })
    .where('subject', '=', subjectOf(key, budget, subject))
    .execute()
}

const subjectOf = (key: ServerKey, budget: Budget, subject: string): string =>
  `${budget} ${key.mac('attempts', `${budget} ${subject}`).slice(0, 22)}`
