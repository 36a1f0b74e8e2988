import MailComposer from 'nodemailer/lib/mail-composer'

/** A mail, ready but for its form on the wire. Texts are what people read; whatever a line break or a quote in them would do is undone. */
export interface Mail {
  readonly from: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Without angle brackets: the same for every try, so that mailboxes recognise a copy. */
  readonly messageId: string
  readonly date: Temporal.Instant
  /** Addresses of the unsubscribe page that mail programs call by themselves (RFC 8058); absent where there is nothing to decline. */
  readonly unsubscribe?: string
}

/** The bytes of a mail (RFC 5322): headers encoded, text and HTML as alternatives, lines of CRLF. */
export function composeMail(mail: Mail): Promise<Buffer> {
  const { from, to, subject, text, html, messageId, date, unsubscribe } = mail
  const composer = new MailComposer({
    from,
    to: { name: oneLine(to.name), address: to.address },
    subject: oneLine(subject),
    text,
    html,
    messageId: `<${messageId}>`,
    date: new Date(date.epochMilliseconds),
    headers: {
      'Content-Language': 'fr',
      // Out-of-office replies to a machine help nobody (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe === undefined
        ? {}
        : {
            'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
    encoding: 'quoted-printable',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

/** The address in « Passerelle <stages@example.fr> ». */
export const bareAddress = (from: string): string => /<([^<>]+)>$/.exec(from)?.[1] ?? from

/**
 * Whether mail can be sent to it at all: one @, no space, no control character, nothing that ends the envelope's brackets. Whether
 * somebody reads it, only sending tells.
 */
export const isAddress = (text: string): boolean =>
  text.length <= 254 &&
  /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]+\.[^\s@<>()[\]\\,;:"\p{Cc}]+$/u.test(text)

/** Text for a header: any run of control characters, line breaks first of all, becomes a space. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 250)
