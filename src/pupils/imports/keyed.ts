import { searchable } from '#/platform/searchable.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import type { Area } from '#/territory/index.ts'
import type { ListedAddress, ListedPupil, SchoolList } from './listed.ts'

/** Where a pupil lives, without the address in clear. */
export interface KeyedHome {
  /** HMAC of the address: tells whether it changed. */
  readonly mac: string
  /** INSEE code, of a commune of the territory or beside it. */
  readonly commune: string | undefined
  /** Its centre; undefined for a commune that the territory lacks. */
  readonly lat: number | undefined
  readonly lon: number | undefined
  /** The address, for the address service alone; undefined where none is configured, or the file gives no street. */
  readonly sealed: string | undefined
}

/** A listed pupil as it may be kept: the national number and the address only as hashes. */
export interface KeyedPupil extends Omit<ListedPupil, 'ine' | 'address'> {
  readonly ineMac: string | undefined
  readonly home: KeyedHome | undefined
}

export interface KeyedList extends Omit<SchoolList, 'pupils' | 'wrong'> {
  readonly pupils: readonly KeyedPupil[]
  readonly wrong: readonly { readonly ineMac: string | undefined; readonly name: string }[]
}

/** Names a line of an import, for what a person answers about it. */
export const lineKey = ({ file, line }: Pick<ListedPupil, 'file' | 'line'>): string => `${file}:${line}`

export const addressPurpose = 'home address'

/** Hides what may not be kept: at once after reading, before anything is written. */
export function keyList(
  list: SchoolList,
  {
    key,
    territoryId,
    communes,
    asksAddresses,
  }: {
    readonly key: ServerKey
    readonly territoryId: string
    readonly communes: readonly Area[]
    /** Whether positions of addresses can be asked for. */
    readonly asksAddresses: boolean
  },
): KeyedList {
  const find = communeFinder(communes)
  // The territory is part of what is hashed: the same number says nothing from one territory to another.
  const ineMac = (ine: string | undefined): string | undefined =>
    ine === undefined ? undefined : key.mac('national number', `${territoryId} ${ine}`)
  const keyHome = (address: ListedAddress): KeyedHome => {
    const { street, postcode, city } = address
    const area = find(address)
    const text = [street, postcode, city].filter((part) => part !== '').join(' ')
    return {
      mac: key.mac(addressPurpose, `${territoryId} ${searchable(text)} ${address.commune ?? ''}`),
      commune: area?.code ?? address.commune,
      ...{ lat: area?.lat, lon: area?.lon },
      sealed: asksAddresses && street !== '' ? key.seal(addressPurpose, JSON.stringify(address)) : undefined,
    }
  }
  return {
    ...list,
    pupils: list.pupils.map(({ ine, address, ...pupil }) => ({
      ...pupil,
      ineMac: ineMac(ine),
      home: address && keyHome(address),
    })),
    wrong: list.wrong.map(({ ine, name }) => ({ ineMac: ineMac(ine), name })),
  }
}

/** Finds the commune of an address: by its code, else by its name, in the département of the postcode where several have it. */
function communeFinder(communes: readonly Area[]): (address: ListedAddress) => Area | undefined {
  const byCode = new Map(communes.map((area) => [area.code, area]))
  const byName = Map.groupBy(communes, ({ name }) => plainName(name))
  return ({ commune, city, postcode }) => {
    const byItsCode = commune === undefined ? undefined : byCode.get(commune)
    if (byItsCode) return byItsCode
    const named = byName.get(plainName(city)) ?? []
    const departement = postcode.startsWith('97') ? postcode.slice(0, 3) : postcode.slice(0, 2)
    const there = named.filter(({ code }) => code.startsWith(departement))
    return there.length === 1 ? there[0] : named.length === 1 ? named[0] : undefined
  }
}

/** « ST LO CEDEX 2 » and « Saint-Lô » are one name. */
const plainName = (name: string): string =>
  searchable(name)
    .replace(/\bcedex\b.*$/, '')
    .replaceAll(/\bst\b/g, 'saint')
    .replaceAll(/\bste\b/g, 'sainte')
    .trim()
