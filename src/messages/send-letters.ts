import { bareAddress, composeMail } from '#/platform/mail.ts'
import type { Services } from '#/platform/services.ts'
import { openSmsSender } from '#/platform/sms.ts'
import { type Delivery, openSmtpLine, type SmtpLine } from '#/platform/smtp.ts'
import { gather } from './gather.ts'
import { closeDelivery, handOver, takeBack } from './letters.ts'
import type { AnyMail } from './mail.ts'
import { originOf } from './origin.ts'
import { type Written, writeNext } from './write-letter.ts'

/** Connections to the mail server at once. */
const lines = 3

/**
 * One round of sending: takes back what the dead held, puts what is due in letters, writes and sends them until none is due or the
 * server is not there. Rounds may run side by side, in this process and in others.
 */
export async function sendLetters(
  services: Services,
  mails: ReadonlyMap<string, AnyMail>,
  signal: AbortSignal,
): Promise<void> {
  await takeBack(services)
  await gather(services, mails, signal)
  await Promise.all(Array.from({ length: lines }, () => workThrough(services, mails, signal)))
}

async function workThrough(
  services: Services,
  mails: ReadonlyMap<string, AnyMail>,
  signal: AbortSignal,
): Promise<void> {
  const { smtp, sms } = services.configuration
  const line = smtp && openSmtpLine(smtp.url)
  const texts = sms && openSmsSender(sms, services)
  try {
    while (!signal.aborted) {
      const written = await writeNext(services, mails, { mail: line !== undefined, sms: texts !== undefined })
      if (written === undefined) return
      if (written === 'over') continue
      const mark = (): Promise<boolean> => handOver(services, written.held)
      const delivery =
        written.channel === 'sms'
          ? await texts?.deliver(written.held.address, written.text, mark)
          : line && (await deliverMail(services, line, written, mark))
      // Nothing is written for a channel that is not there.
      if (!delivery) throw new Error('A letter was written for a channel that is not configured')
      await closeDelivery(services, written.held, delivery)
      services.log.info(
        {
          letter: written.held.id,
          outcome: delivery.kind,
          ...('status' in delivery ? { answer: delivery.status } : {}),
        },
        'letter',
      )
      // The server is not there: the next round tries again, the other letters keep their turn.
      if (delivery.kind === 'failed' && !delivery.answered) return
    }
  } finally {
    line?.close()
  }
}

async function deliverMail(
  { configuration, clock }: Services,
  line: SmtpLine,
  { held, content, reader, unsubscribe }: Extract<Written, { channel: 'mail' }>,
  mark: () => Promise<boolean>,
): Promise<Delivery> {
  const from = configuration.smtp?.from ?? ''
  const message = await composeMail({
    ...content,
    from,
    to: { name: reader, address: held.address },
    messageId: messageIdOf(held.id, originOf(configuration)),
    date: clock.now(),
    ...(unsubscribe === undefined ? {} : { unsubscribe }),
  })
  return line.deliver({ from: bareAddress(from), to: held.address, id: held.id }, message, mark)
}

/** The same at every try, so that a mailbox that got a letter twice can know it; and the way back from a report to its letter. */
export const messageIdOf = (letterId: string, origin: string): string => `${letterId}@${new URL(origin).hostname}`
