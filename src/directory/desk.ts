import type { Context } from 'hono'
import { type AddressName, addressOf } from '#/addresses.ts'
import type { DeskEntry } from '#/design/index.ts'
import {
  type Account,
  accountOf,
  type Env,
  entriesOf,
  holds,
  placeOf,
  schoolStaff,
  territoriesOf,
} from '#/identity/index.ts'
import { type Grounds, groundsOf } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory, listTerritories, type Territory } from '#/territory/index.ts'
import type { Host } from './host.ts'
import { findHost } from './hosts.ts'

/** Who works with hosts without being one. */
export const hostStaff = ['coordinator', ...schoolStaff] as const

/** What the frame of a page needs: who reads, and where that person goes. */
export interface Frame {
  readonly entries: readonly DeskEntry[]
  readonly signed: { readonly name: string }
  /** The territory by its name. */
  readonly place?: string
  /** A member of the host reads their own page in one column; staff work at the desk. */
  readonly desk: boolean
}

/** What every page of one host stands on. */
export interface HostDesk {
  readonly territoryId: string
  readonly territory: Territory | undefined
  readonly host: Host
  readonly account: Account
  /** May change what the host says of itself: its members, and the coordination. */
  readonly mayEdit: boolean
  /** Coordinates the territory: may end others' contacts, judge doubles. */
  readonly coordinates: boolean
  readonly grounds: Grounds
  readonly frame: Frame
}

/** The desk of the host that an address names, even by the address of one that was merged into it. */
export async function hostDeskOf({ db }: Pick<Services, 'db'>, c: Context<Env>): Promise<HostDesk | undefined> {
  const place = placeOf(c)
  const account = accountOf(c)
  const host = await findHost(db, place.host ?? '')
  if (!host) return undefined
  const territory = await findTerritory(db, place.territoryId)
  const isMember = holds(account, ['host'], place)
  return {
    territoryId: place.territoryId,
    territory,
    host,
    account,
    mayEdit: holds(account, ['host', 'coordinator'], place),
    coordinates: holds(account, ['coordinator'], place),
    grounds: groundsOf(account, ['host', 'coordinator'], place, hostStaff),
    frame: { ...frameOf(account, 'hosts', territory), desk: !isMember },
  }
}

/** Where the page of a host that was merged is now; undefined when the address is the right one. */
export function movedTo(c: Context<Env>, name: 'host'): string | undefined {
  const host = placeOf(c).host
  return host !== undefined && c.req.param('host') !== host ? addressOf(name, { host }) : undefined
}

export const frameOf = (account: Account, current: AddressName, territory: Territory | undefined): Frame => ({
  entries: entriesOf(account, current),
  signed: { name: account.name },
  ...(territory ? { place: territory.name } : {}),
  desk: true,
})

/** The territories whose hosts somebody works with, by name. */
export async function staffTerritories(db: Db, account: Account): Promise<Territory[]> {
  const theirs = territoriesOf(account, hostStaff)
  return (await listTerritories(db)).filter(({ id }) => theirs === 'all' || theirs.includes(id))
}
