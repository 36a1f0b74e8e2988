import PostalMime from 'postal-mime'

/** What a delivery status notification (RFC 3464) says about one address. */
export interface DeliveryReport {
  readonly address: string
  readonly action: 'failed' | 'delayed' | 'delivered' | 'other'
  /** Enhanced status code, `5.1.1`. */
  readonly status: string
}

/** A report, and the letter it is about: the number that we gave at sending (ENVID), or the one in the Message-ID it returns. */
export interface ReadReport {
  readonly letterIds: readonly string[]
  readonly reports: readonly DeliveryReport[]
}

/** No report is longer: what is longer returns a whole mail, whose end says nothing. */
const mostBytes = 1_000_000

/** Reads a message that a mail server sent back. Undefined: it is no report (a reply, an out-of-office note), and says nothing. */
export async function readReport(message: Uint8Array): Promise<ReadReport | undefined> {
  const { attachments } = await PostalMime.parse(message.slice(0, mostBytes), {
    attachmentEncoding: 'arraybuffer',
    forceRfc822Attachments: true,
  })
  const partOf = (...types: readonly string[]): string | undefined => {
    const content = attachments.find(({ mimeType }) => types.includes(mimeType.toLowerCase()))?.content
    return content instanceof ArrayBuffer ? new TextDecoder('latin1').decode(content) : undefined
  }
  const status = partOf('message/delivery-status', 'message/global-delivery-status')
  if (status === undefined) return undefined
  const returned = partOf('message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers') ?? ''
  const [aboutMessage = new Map<string, string>(), ...recipients] = fieldGroups(status)
  const numbers = [
    aboutMessage.get('original-envelope-id') ?? '',
    /^message-id:\s*<([^@>\s]+)@/im.exec(returned)?.[1] ?? '',
  ]
  return {
    letterIds: [...new Set(numbers.filter((number) => letterId.test(number)))],
    reports: recipients.flatMap((fields): DeliveryReport[] => {
      const address = addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'))
      if (address === undefined) return []
      return [
        {
          address,
          action: actionOf(fields.get('action')),
          status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('status') ?? '')?.[1] ?? '5.0.0',
        },
      ]
    }),
  }
}

const letterId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Groups of `Name: value` separated by blank lines, folded lines joined. */
const fieldGroups = (text: string): Map<string, string>[] =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map(
      (group) =>
        new Map(
          group.split('\n').flatMap((line): [string, string][] => {
            const [, name, value] = /^([!-9;-~]+):(.*)$/.exec(line) ?? []
            return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]]
          }),
        ),
    )
    .filter((fields) => fields.size > 0)

/** `rfc822; zoe@essai.example` */
const addressIn = (field: string | undefined): string | undefined =>
  /^(?:rfc822|utf-8)\s*;\s*<?([^\s<>]+@[^\s<>]+?)>?$/i.exec(field ?? '')?.[1]?.toLowerCase()

const actionOf = (field: string | undefined): DeliveryReport['action'] => {
  const action = field?.toLowerCase().split(/[\s(;]/)[0]
  return action === 'failed' || action === 'delayed' || action === 'delivered' ? action : 'other'
}
