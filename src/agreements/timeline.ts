import './tables.ts'
import { capital } from '#/design/words.ts'
import type { Db } from '#/platform/database.ts'
import type { SchemeId } from '#/rules/index.ts'
import type { Agreement } from './agreement.ts'
import { placementWords } from './placement-words.ts'
import { stopWords } from './reasons.ts'
import type { Party } from './tables.ts'

/** Something that happened to an agreement. */
export interface AgreementEvent {
  readonly id: string
  readonly at: Temporal.Instant
  readonly party: Party | undefined
  readonly what: string
  readonly detail: Readonly<Record<string, string | number | boolean>>
}

/** What happened, newest last. */
export async function eventsOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<readonly AgreementEvent[]> {
  const rows = await db
    .selectFrom('agreement_events')
    .select(['id', 'at', 'by_party', 'what', 'detail'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .orderBy('id', 'desc')
    .limit(60)
    .execute()
  return rows.toReversed().map(({ by_party, ...row }) => ({ ...row, party: by_party ?? undefined }))
}

const about = ({ about: given }: AgreementEvent['detail']): string =>
  typeof given === 'string' && given !== '' ? ` : ${given}` : ''
const because = ({ reason, words }: AgreementEvent['detail']): string =>
  [typeof reason === 'string' ? stopWords(reason) : '', typeof words === 'string' ? `« ${words} »` : '']
    .filter(Boolean)
    .join(' ')

const byHand: Readonly<Record<string, string>> = { paper: ' sur papier', 'in-person': ' en main propre' }

/** How each thing that happens reads, to everyone alike; what nobody needs to read is left out. */
const says: Readonly<Record<string, (event: AgreementEvent, words: ReturnType<typeof placementWords>) => string>> = {
  drafted: () => 'Convention préparée',
  recorded: () => 'Convention faite ailleurs, enregistrée',
  amended: () => 'Avenant préparé',
  'amendment-signed': ({ detail }) => `Avenant signé${about(detail)}`,
  changed: ({ detail }) => (about(detail) === '' ? 'Réponses ajoutées' : `Complétée ou modifiée${about(detail)}`),
  corrected: () => 'Faute de frappe corrigée, sans nouvelle signature',
  fill: () => 'Tout est complété',
  empty: () => 'Une réponse manque de nouveau',
  check: () => 'Vérifiée',
  override: ({ detail }) =>
    `Alerte levée par écrit${typeof detail.name === 'string' ? ` par ${detail.name}` : ''} : « ${String(detail.why ?? '')} »`,
  send: ({ detail }) => `Envoyée à la signature, version ${String(detail.version ?? 1)}`,
  revise: () => 'Reprise pour être modifiée',
  change: () => 'À vérifier de nouveau',
  'party-signed': ({ detail }) => `${String(detail.name ?? '')} a signé${byHand[String(detail.boundBy)] ?? ''}`,
  noted: ({ detail }) => `${String(detail.name ?? '')} en a pris connaissance`,
  'party-refused': ({ detail }) => `${String(detail.name ?? '')} ne veut pas signer`,
  reminded: () => 'Relance envoyée',
  sign: () => 'Signée par tous',
  start: (_, { the }) => `${capital(the)} a commencé`,
  complete: (_, { the, isFeminine }) => `${capital(the)} est ${isFeminine ? 'terminée' : 'terminé'}`,
  refuse: ({ detail }) => `Abandonnée. ${because(detail)}`.trim(),
  drop: () => 'Annulée avec la place',
  replace: () => 'Remplacée : une autre structure accueille',
  cancel: ({ detail }) => `Annulée. ${because(detail)}`.trim(),
  retract: () => 'Retirée : elle avait été notée par erreur',
  interrupt: ({ detail }, { capital: name, isFeminine }) =>
    `${name} ${isFeminine ? 'interrompue' : 'interrompu'}. ${because(detail)}`.trim(),
}

/** The event of an agreement of a scheme, in words; undefined for one that is not told. */
export const eventWords = (event: AgreementEvent, scheme: SchemeId): string | undefined =>
  says[event.what]?.(event, placementWords(scheme))
