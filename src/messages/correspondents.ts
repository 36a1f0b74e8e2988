import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Preferences } from './correspondent.ts'
import type { Reader } from './mail.ts'

/** Someone who is written to: who they are now, and what they chose. */
export interface Correspondent extends Preferences {
  readonly id: string
  readonly recipient: string
  readonly reader: Reader
  /** Invented: nothing for them ever leaves. */
  readonly demonstration: boolean
}

/** The person whom rows name so, made known at first sight. `name`: as those without an account were addressed. */
export async function knownCorrespondent(
  { clock, newId }: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  { recipient, name = '' }: { readonly recipient: string; readonly name?: string },
): Promise<Correspondent> {
  await tx
    .insertInto('correspondents')
    .values({
      id: newId(),
      recipient,
      account_id: accountIn(recipient) ?? null,
      changed_at: clock.now().toString(),
    })
    .onConflict((on) => on.column('recipient').doNothing())
    .execute()
  const row = await correspondentQuery(tx).where('c.recipient', '=', recipient).executeTakeFirstOrThrow()
  return correspondentOf(row, name)
}

/** The person of an id, as their own token names them. */
export async function findCorrespondent(db: Db, id: string): Promise<Correspondent | undefined> {
  const row = await correspondentQuery(db).where('c.id', '=', id).executeTakeFirst()
  return row && correspondentOf(row, '')
}

const accountIn = (recipient: string): string | undefined => /^account:(.+)$/.exec(recipient)?.[1]

/**
 * With the account read where it stands: identity tells people things through this feature, and so comes after it in the order of imports.
 */
const correspondentQuery = (db: Db) =>
  db
    .selectFrom('correspondents as c')
    .leftJoin('accounts as a', 'a.id', 'c.account_id')
    .select(['c.id', 'c.recipient', 'c.rhythm', 'c.declined', 'c.phone', 'c.phone_confirmed_at'])
    .select(['a.id as account_id', 'a.name', 'a.email', 'a.demonstration'])
    .select((on) =>
      on
        .exists(
          on
            .selectFrom('grants as g')
            .whereRef('g.account_id', '=', 'a.id')
            .where('g.role', '=', 'pupil')
            .where('g.ended_at', 'is', null)
            .select('g.id'),
        )
        .as('is_pupil'),
    )

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof correspondentQuery>['executeTakeFirst']>>>

function correspondentOf(row: Row, name: string): Correspondent {
  const { recipient } = row
  const email = recipient.startsWith('email:') ? recipient.slice('email:'.length) : (row.email ?? undefined)
  return {
    id: row.id,
    recipient,
    rhythm: row.rhythm,
    declined: row.declined,
    phone: row.phone_confirmed_at === null ? undefined : (row.phone ?? undefined),
    demonstration: row.demonstration ?? false,
    reader: {
      name: row.name ?? name,
      email,
      accountId: row.account_id ?? undefined,
      voice: row.is_pupil === true ? 'tu' : 'vous',
    },
  }
}
