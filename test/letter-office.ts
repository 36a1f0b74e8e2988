import { z } from 'zod'
import { type AnyMail, defineMail, type Letter, type NewMessage, post } from '#/messages/index.ts'
import { sendLetters } from '#/messages/send-letters.ts'
import type { Configuration } from '#/platform/configuration.ts'
import type { Database } from '#/platform/database.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { bocage, buildWorld, type World } from './world.ts'

/** What was settled meanwhile, by `what`; and kinds that fail. */
export const settled = new Set<string>()
const schema = z.object({ what: z.string() })
const say = ({ what }: z.infer<typeof schema>): Letter | undefined => {
  if (what === 'explodes') throw new Error('a bug')
  if (settled.has(what)) return undefined
  return {
    subject: 'Une nouvelle vous attend',
    paragraphs: [`Voici : ${what}.`, ['un', 'deux']],
    action: { label: 'Répondre', href: `https://stages.example.fr/${what}` },
    digest: `${what}, en une ligne`,
  }
}
const because = 'vous suivez ce test'
export const urgent = defineMail({
  ...{ name: 'test.urgent', schema, label: 'Choses pressées', because, duty: 'must', pace: 'now' },
  write: async (_services, data) => say(data),
})
export const mustWait = defineMail({
  ...{ name: 'test.must-wait', schema, label: 'Choses dues', because, duty: 'must', pace: 'digest' },
  write: async (_services, data) => say(data),
})
export const mayWait = defineMail({
  ...{ name: 'test.may-wait', schema, label: 'Choses utiles', because, duty: 'may', pace: 'digest' },
  write: async (_services, data) => say(data),
})
export const mails: ReadonlyMap<string, AnyMail> = new Map([urgent, mustWait, mayWait].map((mail) => [mail.name, mail]))

export interface Office extends World {
  readonly server: MailServer
  readonly tell: (mail: AnyMail, what: string, to?: Partial<NewMessage<object>>) => Promise<boolean>
  readonly round: () => Promise<void>
  readonly states: () => Promise<string[]>
}

/** A world with a mail server, kinds of mail that know how to be settled or to fail, and rounds of sending. */
export async function office(
  database: Database,
  t: Parameters<typeof buildWorld>[1],
  habits: Parameters<typeof startMailServer>[1] = {},
  configured: Partial<Configuration> = {},
): Promise<Office> {
  settled.clear()
  const server = await startMailServer(t, habits)
  const world = await buildWorld(database, t, {
    publicUrl: 'https://stages.example.fr',
    smtp: { url: server.url, from: 'Passerelle <stages@essai.example>' },
    ...configured,
  })
  const { services } = world
  const to = { email: 'Zoe@essai.example', name: 'Zoé Bessin', territoryId: bocage.id }
  return {
    ...world,
    server,
    tell: (mail, what, more = {}) =>
      services.db
        .transaction()
        .execute((tx) => post(services, tx, mail, { to, data: { what }, once: `test:${what}`, ...more })),
    round: () => sendLetters(services, mails, new AbortController().signal),
    states: async () => {
      const rows = await services.db
        .selectFrom('letters')
        .select(['state', 'why', 'answer'])
        .orderBy('made_at')
        .orderBy('id')
        .execute()
      return rows.map(({ state, why, answer }) => [state, why, answer].filter(Boolean).join(' '))
    },
  }
}
