import { z } from 'zod'
import { RefusedCommand } from './command-line.ts'

const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true')
const webAddress = z.url({ protocol: /^https?$/ })

/** Each variable that the application reads, what it must look like, and how to say what is wrong with it. */
const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  PUBLIC_URL: webAddress.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TILES_URL: webAddress.optional(),
  TILES_ATTRIBUTION: z.string().min(1).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  TRUST_PROXY: flag.default(false),
  JOURNAL_DAYS: z.coerce.number().int().min(30).max(3650).default(365),
  DEMONSTRATION: flag.default(true),
  SECRET_KEY: z.string().min(32).optional(),
  OIDC_PROVIDERS: z.string().min(1).optional(),
  FILES_URL: z.url({ protocol: /^https?$/ }).optional(),
  FILE_KEYS: z
    .string()
    .regex(/^[^\s,]{32,}(,[^\s,]{32,})*$/)
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\p{Cc}]{1,80} )?<?[^\s<>@]+@[^\s<>@]+>?$/u)
    .optional(),
  MAIL_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(60),
  DIGEST_HOUR: z.coerce.number().int().min(0).max(23).default(8),
  SMS_URL: webAddress.optional(),
  SMS_KEYS: z
    .string()
    .regex(/^[^:\s]+:[^:\s]+:[^:\s]+$/)
    .optional(),
  SMS_SENDER: z
    .string()
    .regex(/^[A-Za-z0-9 ]{3,11}$/)
    .optional(),
  REGISTER_URL: webAddress.optional(),
  ADDRESS_URL: webAddress.optional(),
  SEAL_CERTIFICATE: z.string().min(1).optional(),
  SEAL_PASSWORD: z.string().optional(),
  TIMESTAMP_URL: webAddress.optional(),
  CONTACT_LOCK_DAYS: z.coerce.number().int().min(1).max(365).default(15),
})

const expectations: Readonly<Record<keyof z.input<typeof variables>, string>> = {
  PORT: 'un numéro de port, de 0 (au choix du système) à 65535 ; par exemple 3000',
  HOST: 'l’adresse d’écoute ; par exemple 127.0.0.1, ou 0.0.0.0 pour toutes',
  DATABASE_URL: 'l’adresse d’une base PostgreSQL ; par exemple postgresql://passerelle@localhost/passerelle',
  DATA_DIR: 'le dossier de la base embarquée ; par exemple ./data',
  PUBLIC_URL: 'l’adresse publique du site ; par exemple https://stages.example.fr',
  LOG_LEVEL: 'un niveau parmi fatal, error, warn, info, debug, trace, silent',
  TILES_URL: 'l’adresse d’un fond de carte ; par exemple https://tuiles.example.fr/{z}/{x}/{y}.png',
  TILES_ATTRIBUTION: 'la mention du fond de carte, telle que son éditeur la demande',
  METRICS_TOKEN: 'un secret d’au moins 16 caractères',
  TRUST_PROXY: '1 derrière un mandataire qui pose X-Forwarded-For, 0 sinon',
  JOURNAL_DAYS: 'un nombre de jours, de 30 à 3650 ; par exemple 365',
  DEMONSTRATION: '0 pour que `npm start` laisse vide une base neuve, 1 pour la remplir d’une démonstration',
  OIDC_PROVIDERS: 'une liste JSON de fournisseurs d’identité, ou le chemin du fichier qui la contient',
  FILES_URL: 'l’adresse d’un dépôt S3 ; par exemple https://cle:secret@s3.fr-par.scw.cloud/passerelle?region=fr-par',
  FILE_KEYS: 'un secret d’au moins 32 caractères, ou plusieurs séparés par des virgules, le plus récent d’abord',
  SECRET_KEY: 'un secret d’au moins 32 caractères, le même pour tous les processus',
  SMTP_URL: 'l’adresse du serveur d’envoi ; par exemple smtps://passerelle:secret@smtp.example.fr',
  MAIL_FROM: 'l’expéditeur des courriers ; par exemple Passerelle <stages@example.fr>',
  MAIL_RETENTION_DAYS: 'un nombre de jours, de 1 à 3650 ; par exemple 60',
  DIGEST_HOUR: 'une heure, de 0 à 23 ; par exemple 8',
  SMS_URL: 'l’adresse d’envoi des SMS ; par exemple https://eu.api.ovh.com/1.0/sms/sms-ab12345-1/jobs',
  SMS_KEYS: 'les clés d’envoi des SMS : application:secret:consommateur',
  SMS_SENDER: 'l’expéditeur des SMS, de 3 à 11 lettres ou chiffres, déclaré chez le fournisseur',
  REGISTER_URL: 'l’adresse du registre des entreprises ; par exemple https://recherche-entreprises.api.gouv.fr',
  ADDRESS_URL: 'l’adresse du service d’adresses ; par exemple https://data.geopf.fr/geocodage',
  SEAL_CERTIFICATE: 'le chemin d’un fichier PKCS#12 (.p12) qui tient le certificat et sa clé',
  SEAL_PASSWORD: 'le mot de passe du fichier SEAL_CERTIFICATE',
  TIMESTAMP_URL: 'l’adresse d’un service d’horodatage RFC 3161 ; par exemple https://horodatage.example.fr/tsa',
  CONTACT_LOCK_DAYS: 'un nombre de jours, de 1 à 365 ; par exemple 15',
}

/** For the documentation, which a test holds against this list. */
export const variableNames: readonly string[] = Object.keys(expectations)

export interface Configuration {
  readonly port: number
  readonly host: string
  /** Chooses PostgreSQL; without it the embedded database stands in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  /** As people reach the site; undefined: the origin of each request. */
  readonly publicUrl: string | undefined
  readonly logLevel: z.infer<typeof variables>['LOG_LEVEL']
  /** A map background, only when someone chose one: no page calls a third party otherwise. */
  readonly tiles: { readonly url: string; readonly attribution: string } | undefined
  /** Lets a collector read /metrics from elsewhere than this machine. */
  readonly metricsToken: string | undefined
  /** Whether X-Forwarded-For and X-Forwarded-Proto come from a proxy of ours. */
  readonly trustProxy: boolean
  /** Whether `passerelle start` fills a new database with an invented territory. */
  readonly demonstration: boolean
  /** How long a line of the journal of accesses is kept. */
  readonly journalDays: number
  /** The installation's own key (see ServerKey); undefined: the database keeps one. */
  readonly secretKey: string | undefined
  /** A bucket that speaks S3 for documents and proofs; undefined: they stand under `dataDir`. */
  readonly filesUrl: string | undefined
  /** Secrets that files are encrypted with, the newest first; undefined: one is derived from the installation's key. */
  readonly fileKeys: readonly [string, ...string[]] | undefined
  /** OpenID providers that people may come in by: JSON, or a file's path (see `readProviders`). */
  readonly oidcProviders: string | undefined
  /** Sends mail; without it mails stay in the database, to be read there. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined
  /** How long what was told is kept, once it is over. */
  readonly mailRetentionDays: number
  /** Local hour at which what may wait is sent together. */
  readonly digestHour: number
  /** Sends text messages; off without it. `keys`: application, its secret, consumer. */
  readonly sms: { readonly url: string; readonly keys: string; readonly sender: string } | undefined
  /** The public register of companies (API Recherche d’entreprises); undefined: no SIRET is looked up. */
  readonly registerUrl: string | undefined
  /** The national address service (Base adresse nationale); undefined: no address is looked up. */
  readonly addressUrl: string | undefined
  /** What finished documents are signed with: a PKCS#12 file; undefined: a certificate of the installation's own. */
  readonly sealCertificate: { readonly path: string; readonly password: string } | undefined
  /** A time-stamp authority (RFC 3161) for that signature; undefined: the time is our clock's. */
  readonly timestampUrl: string | undefined
  /** How long « je contacte cette structure » stands. */
  readonly contactLockDays: number
}

/** What is wrong with the environment, all at once. Exit 2. */
export class ConfigurationError extends RefusedCommand {
  constructor(problems: readonly string[]) {
    super(`La configuration ne convient pas :\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ConfigurationError'
  }
}

/**
 * Reads the environment once, at start. An empty variable counts as absent.
 * @throws ConfigurationError naming every variable that does not fit, never its value (it may be a secret).
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
    throw new ConfigurationError([...names].map((name) => `${name} : attendu ${expectation(name)}.`))
  }
  const { data } = parsed
  if (data.TILES_URL && !data.TILES_ATTRIBUTION)
    throw new ConfigurationError([`TILES_ATTRIBUTION : attendu ${expectations.TILES_ATTRIBUTION}.`])
  const together = [
    ['SMTP_URL', 'MAIL_FROM'],
    ['SMS_URL', 'SMS_KEYS', 'SMS_SENDER'],
  ] as const
  const lacking = together.flatMap(([first, ...others]) =>
    data[first] === undefined ? [] : others.filter((name) => data[name] === undefined),
  )
  if (lacking.length > 0) throw new ConfigurationError(lacking.map((name) => `${name} : attendu ${expectation(name)}.`))
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    publicUrl: data.PUBLIC_URL?.replace(/\/$/, ''),
    logLevel: data.LOG_LEVEL,
    tiles: data.TILES_URL ? { url: data.TILES_URL, attribution: data.TILES_ATTRIBUTION ?? '' } : undefined,
    metricsToken: data.METRICS_TOKEN,
    trustProxy: data.TRUST_PROXY,
    demonstration: data.DEMONSTRATION,
    journalDays: data.JOURNAL_DAYS,
    secretKey: data.SECRET_KEY,
    filesUrl: data.FILES_URL,
    fileKeys: listOf(data.FILE_KEYS),
    oidcProviders: data.OIDC_PROVIDERS,
    smtp: data.SMTP_URL ? { url: data.SMTP_URL, from: data.MAIL_FROM ?? '' } : undefined,
    mailRetentionDays: data.MAIL_RETENTION_DAYS,
    digestHour: data.DIGEST_HOUR,
    sms: data.SMS_URL ? { url: data.SMS_URL, keys: data.SMS_KEYS ?? '', sender: data.SMS_SENDER ?? '' } : undefined,
    registerUrl: data.REGISTER_URL?.replace(/\/$/, ''),
    addressUrl: data.ADDRESS_URL?.replace(/\/$/, ''),
    sealCertificate: data.SEAL_CERTIFICATE
      ? { path: data.SEAL_CERTIFICATE, password: data.SEAL_PASSWORD ?? '' }
      : undefined,
    timestampUrl: data.TIMESTAMP_URL,
    contactLockDays: data.CONTACT_LOCK_DAYS,
  }
}

const expectation = (name: string): string =>
  Object.entries(expectations).find(([key]) => key === name)?.[1] ?? 'une autre valeur'

function listOf(text: string | undefined): readonly [string, ...string[]] | undefined {
  const [first, ...others] = text?.split(',') ?? []
  return first === undefined ? undefined : [first, ...others]
}
