import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import type { Services } from '#/platform/services.ts'
import type { Proposal } from './proposal.ts'

const purpose = 'offers proposal'

/** The end of the link that confirms a proposal: nobody guesses it, and nothing of it is kept. */
export const proposalToken = (key: ServerKey, id: string): string => `${id}.${key.mac(purpose, id)}`

/** The proposal's id in a token of ours; undefined for anything else. */
export function readProposalToken(key: ServerKey, token: string): string | undefined {
  const [id = '', mac = ''] = token.split('.')
  return isId(id) && token === `${id}.${mac}` && key.isMac(purpose, id, mac) ? id : undefined
}

export interface StoredProposal {
  readonly territoryId: string
  readonly id: string
  readonly email: string
  readonly name: string
  readonly proposal: Proposal
  readonly isOver: boolean
  readonly isConfirmed: boolean
}

/** A proposal by its id; `lock`: until the transaction ends. */
export async function findProposal(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  id: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<StoredProposal | undefined> {
  let query = db.selectFrom('offer_proposals').selectAll().where('id', '=', id)
  if (lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return (
    row && {
      territoryId: row.territory_id,
      id: row.id,
      email: row.email,
      name: row.name,
      proposal: row.proposal,
      isOver: Temporal.Instant.compare(row.expires_at, clock.now()) <= 0,
      isConfirmed: row.confirmed_at !== null,
    }
  )
}

/** Forgets proposals whose time is over, confirmed or not: the offers that they became are elsewhere. Returns how many. */
export async function forgetProposals({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('offer_proposals')
    .where('expires_at', '<', moment(clock.now()))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
