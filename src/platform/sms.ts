import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import type { Configuration } from './configuration.ts'
import type { Delivery } from './smtp.ts'

/** Sends text messages. */
export interface SmsSender {
  /** `to`: `+33612345678`. Nothing is asked of the provider unless `handOver` says yes, and nothing is asked twice. */
  deliver(to: string, text: string, handOver: () => Promise<boolean>): Promise<Delivery>
}

/**
 * The shape of OVHcloud's API (`POST /sms/{service}/jobs`; docs.ovh.com, « First steps with the API »): each request carries a time and a
 * signature, `$1$` and the SHA-1 of secret+consumer+method+address+body+time. A request has no number of its own by which a second one would be recognised, so what was
 * asked without an answer is uncertain, never asked again.
 */
export function openSmsSender(
  { url, keys, sender }: NonNullable<Configuration['sms']>,
  { clock }: { readonly clock: Clock },
  /** Milliseconds until the provider has answered. */
  patience = 20_000,
): SmsSender {
  const [application = '', secret = '', consumer = ''] = keys.split(':')
  return {
    async deliver(to, text, handOver) {
      if (!(await handOver())) return { kind: 'withheld' }
      const body = JSON.stringify({
        sender,
        receivers: [to],
        message: text,
        charset: 'UTF-8',
        class: 'phoneDisplay',
        noStopClause: true,
        priority: 'high',
        validityPeriod: 2880,
      })
      const timestamp = String(Math.floor(clock.now().epochMilliseconds / 1000))
      const signed = createHash('sha1').update([secret, consumer, 'POST', url, body, timestamp].join('+')).digest('hex')
      let answer: Response
      try {
        answer = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          signal: AbortSignal.timeout(patience),
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'x-ovh-application': application,
            'x-ovh-consumer': consumer,
            'x-ovh-timestamp': timestamp,
            'x-ovh-signature': `$1$${signed}`,
          },
          body,
        })
      } catch (error) {
        return isRefusedConnection(error)
          ? { kind: 'failed', status: 'ECONNREFUSED', answered: false }
          : { kind: 'uncertain' }
      }
      return judge(answer, to)
    },
  }
}

const refused = z.object({ errorCode: z.string() })
const oursAmong400 = new Set(['INVALID_SIGNATURE', 'QUERY_TIME_OUT'])
const accepted = z.object({ invalidReceivers: z.array(z.string()), validReceivers: z.array(z.string()) })

async function judge(answer: Response, to: string): Promise<Delivery> {
  const status = String(answer.status)
  const body: unknown = await answer.json().catch(() => undefined)
  if (answer.ok) {
    const read = accepted.safeParse(body)
    if (!read.success) return { kind: 'uncertain' }
    return read.data.invalidReceivers.includes(to) || read.data.validReceivers.length === 0
      ? { kind: 'refused', about: 'recipient', status: '5.1.1' }
      : { kind: 'accepted' }
  }
  // An address that moved or is not there, a key that is wrong, a time that differs, no credit left, too many at once: ours to mend, and
  // no reason to give the message up. Wrong signatures and old requests come as 400, like what is wrong with a message.
  const ours = [401, 402, 403, 404, 429]
  const { errorCode } = refused.safeParse(body).data ?? {}
  if (answer.status < 400 || ours.includes(answer.status) || answer.status >= 500 || oursAmong400.has(errorCode ?? ''))
    return { kind: 'failed', status, answered: false }
  return { kind: 'refused', about: 'content', status }
}

/** Nobody listened: the request never arrived. Anything else may have. */
const isRefusedConnection = (error: unknown): boolean =>
  error instanceof TypeError &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  (error.cause.code === 'ECONNREFUSED' || error.cause.code === 'ENOTFOUND')

/** A French or international mobile number as it is typed, in the form that providers take; undefined when it is none. */
export function mobileNumber(typed: string): string | undefined {
  const bare = typed.replaceAll(/[\s.\-()\u00a0\u202f]/g, '').replace(/^00/, '+')
  if (/^0[67]\d{8}$/.test(bare)) return `+33${bare.slice(1)}`
  if (/^\+33[67]\d{8}$/.test(bare)) return bare
  // Overseas territories: Guadeloupe, Guyane, Martinique, La Réunion and Mayotte, the Pacific.
  return /^\+(590690|590691|594694|596696|596697|26269[23]|26263[89])\d{6}$/.test(bare) ||
    /^\+(687|689|508|681)\d{6,8}$/.test(bare)
    ? bare
    : undefined
}
