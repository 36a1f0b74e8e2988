import type { z } from 'zod'
import type { Services } from '#/platform/services.ts'

/** Whom a mail is written to, as far as writing needs to know. */
export interface Reader {
  /** First and last name; empty when unknown. */
  readonly name: string
  /** Undefined for someone without an account. */
  readonly accountId: string | undefined
  readonly email: string | undefined
  /** `tu` to pupils, `vous` to everyone else. */
  readonly voice: 'tu' | 'vous'
}

/** What a mail says. Everything is plain text: the template escapes, lays out and adds greeting, footer and links. */
export interface Letter {
  /** Nothing personal: it shows on locked screens. « Une candidature attend votre réponse ». */
  readonly subject: string
  /** Without greeting and farewell. A line break inside a paragraph stays one; a paragraph that is a list gives its items. */
  readonly paragraphs: readonly (string | readonly string[])[]
  /** The one thing to do, as a button and as an address. */
  readonly action?: { readonly label: string; readonly href: string }
  /** How it reads as one line of a digest: « Lou B. propose les semaines du 15 et du 22 juin ». */
  readonly digest: string
  /** For those who chose text messages: 160 characters, nothing personal, readable alone. */
  readonly sms?: string
}

/** A kind of mail: what it is written from, how much it matters, and how it is written from the state at the moment of sending. */
export interface MailDefinition<Data extends object> {
  /** Stable, `applications.answered`: rows name it. */
  readonly name: string
  readonly schema: z.ZodType<Data>
  /** For the page of preferences: « Réponses aux candidatures ». */
  readonly label: string
  /** Ends « Vous recevez ce message parce que … », for the footer: « une candidature vous est adressée ». In the reader's voice if need be. */
  readonly because: string | Readonly<Record<Reader['voice'], string>>
  /** `must`: told whatever the person prefers. `may`: can be declined. */
  readonly duty: 'must' | 'may'
  /** `now`: someone waits for it. `digest`: gathered with others, at the person's rhythm. */
  readonly pace: 'now' | 'digest'
  /** Also sent as a text message to those who chose that (`Letter.sms`); only for what someone waits for. */
  readonly texts?: true
  /**
   * Writes it from what is true now; undefined when it was settled meanwhile, and nothing is sent. Runs inside a transaction
   * (`services.db` is that transaction): it may read, and store the hash of a link it makes, but opens no transaction of its own.
   * It runs again at each try, so every letter holds fresh links.
   */
  write(services: Services, data: Data, reader: Reader): Promise<Letter | undefined>
}

/** One kind among others, whatever its data: `write` only ever gets what its own schema read. */
export type AnyMail = MailDefinition<object>

/** Declares a kind of mail, for the `mails/` of a feature; listed in src/web/features.ts, where the sender finds it. */
export const defineMail = <Data extends object>(definition: MailDefinition<Data>): MailDefinition<Data> => definition
