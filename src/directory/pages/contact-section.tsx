import { addressOf } from '#/addresses.ts'
import { Button, Fold, momentWords, Notice, PostButton, TextField } from '#/design/index.ts'
import type { Contact } from '../contacts.ts'

interface ContactProps {
  readonly hostId: string
  readonly contacts: readonly Contact[]
  /** Who reads. */
  readonly accountId: string
  /** May end the contact of anyone. */
  readonly coordinates: boolean
  readonly timeZone: string
  readonly lockDays: number
  /** The note that came back with a refused form, and what is to be mended. */
  readonly refused?: { readonly note: string; readonly message: string } | undefined
}

/** Who contacts the host, seen before one calls; and a way to say so oneself. */
export function ContactSection({
  hostId,
  contacts,
  accountId,
  coordinates,
  timeZone,
  lockDays,
  refused,
}: ContactProps) {
  const current = contacts.filter((contact) => contact.current)
  const former = contacts.filter((contact) => !contact.current)
  const mine = current.some((contact) => contact.accountId === accountId)
  const others = current.filter((contact) => contact.accountId !== accountId)
  return (
    <section id="contact">
      <h2>Qui contacte</h2>
      {current.length === 0 && <p>Personne ne contacte cette structure en ce moment.</p>}
      {current.map((contact) => (
        <Notice
          key={contact.id}
          kind={contact.accountId === accountId ? 'info' : 'warning'}
          title={
            contact.accountId === accountId
              ? `Vous contactez cette structure depuis ${momentWords(contact.since, timeZone)}`
              : `${contact.name} contacte cette structure depuis ${momentWords(contact.since, timeZone)}`
          }
          action={
            (contact.accountId === accountId || coordinates) && (
              <PostButton
                look="plain"
                small
                action={addressOf('hostContactEnd', { host: hostId, contact: contact.id })}
              >
                {contact.accountId === accountId ? 'J’ai fini' : 'Libérer'}
              </PostButton>
            )
          }
        >
          {contact.note !== '' && <p>« {contact.note} »</p>}
          <p class="soft">
            {contact.insisted && 'Malgré un autre contact en cours. '}
            Jusqu’à {momentWords(contact.until, timeZone)}.
          </p>
        </Notice>
      ))}
      {!mine && <ContactForm hostId={hostId} insist={others.length > 0} lockDays={lockDays} refused={refused} />}
      {former.length > 0 && (
        <Fold title={`Contacts passés (${former.length})`}>
          <ul>
            {former.map((contact) => (
              <li key={contact.id}>
                {contact.name}, de {momentWords(contact.since, timeZone)} à {momentWords(contact.until, timeZone)}
                {contact.note !== '' && ` : « ${contact.note} »`}
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </section>
  )
}

function ContactForm({
  hostId,
  insist,
  lockDays,
  refused,
}: Pick<ContactProps, 'hostId' | 'lockDays' | 'refused'> & { insist: boolean }) {
  return (
    <form method="post" action={addressOf('hostContact', { host: hostId })} class="form">
      {insist && <input type="hidden" name="insister" value="1" />}
      <TextField
        name="note"
        label={insist ? 'Pourquoi la contacter aussi' : 'Pourquoi, en un mot'}
        hint={
          insist
            ? 'Votre mot sera lu par la personne qui la contacte déjà.'
            : `Facultatif. Les autres le verront pendant ${lockDays} jours, ou jusqu’à ce que vous ayez fini.`
        }
        value={refused?.note ?? ''}
        error={refused?.message}
      />
      <Button look={insist ? 'plain' : 'main'}>{insist ? 'La contacter aussi' : 'Je contacte cette structure'}</Button>
    </form>
  )
}
