import { z } from 'zod'
import { type AnyJob, defineJob } from '#/platform/jobs.ts'
import { forget } from './forget.ts'
import type { AnyMail } from './mail.ts'
import { messageTopic } from './post.ts'
import { sendLetters } from './send-letters.ts'

/** The background work of messages, for every kind of mail: last in the list of jobs, so that a round sends what others posted in it. */
export function messageJobs(mails: readonly AnyMail[]): readonly AnyJob[] {
  const byName = new Map(mails.map((mail) => [mail.name, mail]))
  const [twice] = mails.filter(({ name }, index) => mails.findIndex((mail) => mail.name === name) !== index)
  if (twice) throw new Error(`Two kinds of mail are called ${twice.name}`)
  const schema = z.object({})
  return [
    defineJob({
      name: 'send-letters',
      schema,
      retries: 0,
      repeats: { everyMinutes: 1, wokenBy: messageTopic },
      handler: (_data, services, { signal }) => sendLetters(services, byName, signal),
    }),
    defineJob({
      name: 'forget-letters',
      schema,
      retries: 0,
      repeats: { everyMinutes: 12 * 60 },
      handler: (_data, services) => forget(services),
    }),
  ]
}
