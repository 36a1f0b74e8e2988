import './tables.ts'
import { sql } from 'kysely'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findAgreement } from '../agreements.ts'
import { dueReminder, nextReminder } from './reminders.ts'
import { findSignatory } from './signatories.ts'
import { askSignatory, tellSignatories } from './tell-signatories.ts'

type SweepServices = Pick<Services, 'db' | 'clock' | 'newId' | 'notifications' | 'configuration'>

const atOnce = 200

/**
 * What time brings to agreements that are being signed: reminders on their days, a new link for a parent or pupil whose contact the school
 * changed, and the end of links and requests that are long over. Safe to repeat, and to run in several processes.
 */
export async function sweepSignings(services: SweepServices, signal?: AbortSignal): Promise<void> {
  await followContacts(services, signal)
  await remind(services, signal)
  await forget(services)
}

async function remind(services: SweepServices, signal?: AbortSignal): Promise<void> {
  const { db, clock } = services
  for (let found = true; found; ) {
    signal?.throwIfAborted()
    found = await db.transaction().execute(async (tx) => {
      const now = clock.now()
      const due = await tx
        .selectFrom('agreement_signatories')
        .select(['territory_id', 'id', 'agreement_id', 'asked_at'])
        .where('remind_at', '<=', moment(now))
        .orderBy('remind_at')
        .limit(atOnce)
        .forUpdate()
        .skipLocked()
        .execute()
      for (const { territory_id, id, agreement_id, asked_at } of due) {
        const agreement = await findAgreement(tx, agreement_id)
        const signatory = await findSignatory(tx, territory_id, id)
        const goesOn = agreement?.state === 'signing' && signatory && !signatory.refusedAt && asked_at !== null
        const days = goesOn ? dueReminder(asked_at, now) : undefined
        if (goesOn && days !== undefined && !signatory.takesNote)
          await askSignatory(services, tx, agreement, signatory, `day-${days}`)
        await tx
          .updateTable('agreement_signatories')
          .set({ remind_at: (goesOn ? nextReminder(asked_at, now)?.toString() : undefined) ?? null })
          .where('territory_id', '=', territory_id)
          .where('id', '=', id)
          .execute()
      }
      return due.length === atOnce
    })
  }
}

/** Contacts that the school changed since they were asked: the old link is dead already, the new address gets its own. */
async function followContacts(services: SweepServices, signal?: AbortSignal): Promise<void> {
  const { rows } = await sql<{ agreement_id: string; id: string; email: string | null; account_id: string | null }>`
    select s.agreement_id, s.id, nullif(lower(trim(r.email)), '') as email, r.account_id
    from agreements a
      join agreement_signatories s on s.territory_id = a.territory_id and s.agreement_id = a.id
      join representatives r on r.territory_id = s.territory_id and r.id = s.representative_id
    where a.state = 'signing' and (nullif(lower(trim(r.email)), '') is distinct from s.email or r.account_id is distinct from s.account_id)
    union all
    select s.agreement_id, s.id, nullif(lower(trim(p.email)), ''), p.account_id
    from agreements a
      join agreement_signatories s on s.territory_id = a.territory_id and s.agreement_id = a.id and s.party in ('pupil', 'beneficiary')
      join pupils p on p.territory_id = a.territory_id and p.id = a.pupil_id
    where a.state = 'signing' and (nullif(lower(trim(p.email)), '') is distinct from s.email or p.account_id is distinct from s.account_id)
    limit 5000`.execute(services.db)
  for (const { agreement_id, id, email, account_id } of rows) {
    signal?.throwIfAborted()
    await services.db.transaction().execute(async (tx) => {
      const agreement = await findAgreement(tx, agreement_id)
      if (agreement?.state !== 'signing') return
      await tx
        .updateTable('agreement_signatories')
        .set({ email, account_id })
        .where('territory_id', '=', agreement.territoryId)
        .where('id', '=', id)
        .execute()
      await tellSignatories(services, tx, agreement)
    })
  }
}

async function forget({ db, clock }: SweepServices): Promise<void> {
  const long = moment(clock.now().subtract({ hours: 24 * 7 }))
  await db.deleteFrom('signing_links').where('expires_at', '<', long).execute()
  // What was signed stands in the signatures: a request says nothing more after a week.
  await db
    .deleteFrom('signing_request_items')
    .where((on) =>
      on.exists(
        on
          .selectFrom('signing_requests as r')
          .whereRef('r.territory_id', '=', 'signing_request_items.territory_id')
          .whereRef('r.id', '=', 'signing_request_items.request_id')
          .where('r.expires_at', '<', long),
      ),
    )
    .execute()
  await db.deleteFrom('signing_requests').where('expires_at', '<', long).execute()
}
