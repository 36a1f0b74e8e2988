import './tables.ts'
import { addressOf } from '#/addresses.ts'
import { type Db, moment } from '#/platform/database.ts'
import { isAddress } from '#/platform/mail.ts'
import type { Services } from '#/platform/services.ts'
import { isKnownRefusal } from './bounces.ts'
import { declines, preferencesToken } from './correspondent.ts'
import { type Correspondent, knownCorrespondent } from './correspondents.ts'
import { type Content, layOut, type Part } from './lay-out.tsx'
import type { LetterState, LetterWhy } from './letter.ts'
import { type HeldLetter, lease, letterRow, postpone } from './letters.ts'
import type { AnyMail } from './mail.ts'
import { originOf } from './origin.ts'

/** A letter that was written and is now this process's to send. */
export type Written =
  | {
      readonly channel: 'mail'
      readonly held: HeldLetter
      readonly content: Content
      readonly reader: string
      /** Where mail programs decline it in one request; undefined when all of it must be told. */
      readonly unsubscribe: string | undefined
    }
  | { readonly channel: 'sms'; readonly held: HeldLetter; readonly text: string }

/** What can be sent from here. */
export interface Channels {
  readonly mail: boolean
  readonly sms: boolean
}

/**
 * Takes the next letter that is due and writes it from what is true now. `over`: there was one, and nothing of it is to be sent;
 * undefined: none is due.
 */
export async function writeNext(
  services: Services,
  mails: ReadonlyMap<string, AnyMail>,
  channels: Channels,
): Promise<Written | 'over' | undefined> {
  let taken: { readonly territoryId: string; readonly id: string } | undefined
  try {
    return await services.db.transaction().execute(async (tx) => {
      const row = await nextDue(tx, services)
      if (!row) return undefined
      taken = { territoryId: row.territory_id, id: row.id }
      return write({ ...services, db: tx }, row, mails, channels)
    })
  } catch (error) {
    if (!taken) throw error
    // One kind of mail that fails must not hold up the others.
    services.log.error({ err: error, letter: taken.id }, 'letter not written')
    await postpone(services, taken)
    return 'over'
  }
}

const nextDue = (tx: Db, { clock }: Pick<Services, 'clock'>) =>
  tx
    .selectFrom('letters')
    .select(['territory_id', 'id', 'channel', 'recipient', 'name', 'attempts'])
    .where('state', '=', 'due')
    .where('due_at', '<=', moment(clock.now()))
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

type Row = NonNullable<Awaited<ReturnType<typeof nextDue>>>

async function write(
  services: Services,
  row: Row,
  mails: ReadonlyMap<string, AnyMail>,
  channels: Channels,
): Promise<Written | 'over'> {
  const { db: tx, clock, newId } = services
  const key = { territoryId: row.territory_id, id: row.id }
  const close = async (state: LetterState, why?: LetterWhy, kept?: Content): Promise<'over'> => {
    await letterRow(tx, key)
      .set({
        state,
        why: why ?? null,
        answer: null,
        ...(kept ? { ...kept, sent_at: clock.now().toString() } : {}),
      })
      .execute()
    return 'over'
  }
  const person = await knownCorrespondent(services, tx, row)
  const { parts, declined } = await writeParts(services, key, person, mails)
  if (parts.length === 0) return close('settled', declined ? 'declined' : 'settled')
  const address = row.channel === 'mail' ? person.reader.email : person.phone
  if (address === undefined || (row.channel === 'mail' && !isAddress(address))) return close('unaddressed')
  const text = parts[0]?.letter.sms
  if (row.channel === 'sms' && text === undefined) return close('settled', 'settled')
  const token = preferencesToken(services.key, person.id)
  const origin = originOf(services.configuration)
  const preferences = `${origin}${addressOf('messagePreferences', { token })}`
  const content: Content =
    row.channel === 'mail'
      ? layOut({ reader: person.reader, parts, preferences })
      : { subject: '', text: text ?? '', html: '' }
  const stays = person.demonstration || (await isInvented(tx, row.territory_id)) || !channels[row.channel]
  if (stays) {
    await letterRow(tx, key).set({ address }).execute()
    return close('kept', undefined, content)
  }
  if (await isKnownRefusal(tx, address, clock.now())) return close('refused', 'known_refusal')
  const held: HeldLetter = { ...key, worker: newId(), attempts: row.attempts + 1, address }
  await letterRow(tx, key)
    .set({
      state: 'sending',
      attempts: held.attempts,
      address,
      worker: held.worker,
      lease_until: clock.now().add(lease).toString(),
      subject: content.subject,
      why: null,
      answer: null,
    })
    .execute()
  return row.channel === 'mail'
    ? {
        channel: 'mail',
        held,
        content,
        reader: person.reader.name,
        unsubscribe: parts.some(({ mail }) => mail.duty === 'may')
          ? `${origin}${addressOf('messagePreferences', { token }, { sorte: parts.length === 1 ? parts[0]?.mail.name : undefined })}`
          : undefined,
      }
    : { channel: 'sms', held, text: content.text }
}

/** Each item from the state it speaks of; those with nothing to say any more are closed. */
async function writeParts(
  services: Services,
  { territoryId, id }: { readonly territoryId: string; readonly id: string },
  person: Correspondent,
  mails: ReadonlyMap<string, AnyMail>,
): Promise<{ readonly parts: readonly Part[]; readonly declined: boolean }> {
  const items = await services.db
    .selectFrom('enclosures as e')
    .innerJoin('messages as m', (join) =>
      join.onRef('m.territory_id', '=', 'e.message_territory_id').onRef('m.id', '=', 'e.message_id'),
    )
    .select(['m.territory_id', 'm.id', 'm.mail', 'm.data'])
    .where('e.territory_id', '=', territoryId)
    .where('e.letter_id', '=', id)
    .orderBy('m.posted_at')
    .orderBy('m.id')
    .execute()
  const parts: Part[] = []
  let declined = false
  for (const item of items) {
    const mail = mails.get(item.mail)
    if (!mail) throw new UnknownMail(item.mail)
    const unwanted = declines(person, mail)
    const letter = unwanted ? undefined : await mail.write(services, mail.schema.parse(item.data), person.reader)
    if (letter) parts.push({ mail, letter })
    else
      await services.db
        .updateTable('messages')
        .set({ state: unwanted ? 'declined' : 'settled' })
        .where('territory_id', '=', item.territory_id)
        .where('id', '=', item.id)
        .execute()
    declined ||= unwanted
  }
  return { parts, declined }
}

/** A row names a kind of mail that this version does not know. */
export class UnknownMail extends Error {
  constructor(mail: string) {
    super(`${mail} is not in the list of mails (src/web/features.ts)`)
    this.name = 'UnknownMail'
  }
}

/** Nothing for the people of a demonstration ever leaves. */
async function isInvented(tx: Db, territoryId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('territories')
    .select('demonstration')
    .where('id', '=', territoryId)
    .executeTakeFirst()
  return row?.demonstration ?? false
}
