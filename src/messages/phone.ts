import './tables.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import type { Services } from '#/platform/services.ts'
import { mobileNumber, openSmsSender } from '#/platform/sms.ts'

/** Long enough to take the phone out of a bag; wrong codes end it sooner. */
const codeLife = Temporal.Duration.from({ minutes: 15 })
const mostTries = 5

/** Six figures that only this server can tell, for this person, this number and this quarter of an hour: none is stored. */
function phoneCode(
  key: ServerKey,
  { id, phone, until }: { id: string; phone: string; until: Temporal.Instant },
): string {
  const mac = Buffer.from(key.mac('messages phone', [id, phone, until.toString()].join(' ')), 'base64url')
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

export type PhoneRefusal = 'not-mobile' | 'not-sent' | 'wrong-code' | 'too-late'

/** Sends a code to a number, which is used once its owner has typed the code. */
export async function askPhone(
  services: Pick<Services, 'db' | 'clock' | 'key' | 'configuration'>,
  id: string,
  typed: string,
): Promise<'sent' | PhoneRefusal> {
  const { db, clock, key, configuration } = services
  const phone = mobileNumber(typed)
  if (phone === undefined || !configuration.sms) return 'not-mobile'
  const until = clock.now().add(codeLife).round('second')
  await db
    .updateTable('correspondents')
    .set({ phone, phone_confirmed_at: null, phone_code_until: until.toString(), phone_code_tries: 0 })
    .where('id', '=', id)
    .execute()
  const text = `Passerelle : votre code est ${phoneCode(key, { id, phone, until })}. Il sert pendant 15 minutes.`
  const delivery = await openSmsSender(configuration.sms, services).deliver(phone, text, async () => true)
  // Without an answer it may arrive all the same: the page waits for the code.
  if (delivery.kind === 'accepted' || delivery.kind === 'uncertain') return 'sent'
  await forgetPhone(services, id)
  return delivery.kind === 'refused' && delivery.about === 'recipient' ? 'not-mobile' : 'not-sent'
}

/** Judges a code that was typed; five wrong ones, and another is needed. */
export function confirmPhone(
  { db, clock, key }: Pick<Services, 'db' | 'clock' | 'key'>,
  id: string,
  typed: string,
): Promise<'confirmed' | PhoneRefusal> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('correspondents')
      .select(['phone', 'phone_code_until', 'phone_code_tries'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    const { phone, phone_code_until: until, phone_code_tries: tries } = row ?? {}
    if (!phone || !until || tries === undefined) return 'too-late'
    if (tries >= mostTries || Temporal.Instant.compare(until, clock.now()) <= 0) return 'too-late'
    const isRight = typed.replaceAll(/\s/g, '') === phoneCode(key, { id, phone, until })
    await tx
      .updateTable('correspondents')
      .set(
        isRight
          ? { phone_confirmed_at: clock.now().toString(), phone_code_until: null }
          : { phone_code_tries: tries + 1 },
      )
      .where('id', '=', id)
      .execute()
    return isRight ? 'confirmed' : 'wrong-code'
  })
}

/** No text message goes to this person any more. */
export async function forgetPhone({ db }: Pick<Services, 'db'>, id: string): Promise<void> {
  await db
    .updateTable('correspondents')
    .set({ phone: null, phone_confirmed_at: null, phone_code_until: null, phone_code_tries: 0 })
    .where('id', '=', id)
    .execute()
}

/** The number that waits for its code; undefined when none does. */
export async function awaitedPhone(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  id: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('correspondents')
    .select(['phone', 'phone_code_until'])
    .where('id', '=', id)
    .where('phone_confirmed_at', 'is', null)
    .executeTakeFirst()
  return row?.phone && row.phone_code_until && Temporal.Instant.compare(row.phone_code_until, clock.now()) > 0
    ? row.phone
    : undefined
}
