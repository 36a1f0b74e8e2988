/** Those who welcome pupils: hosts, their sites, their sectors: the door of this feature. */
import './tables.ts'

export type { Host, ListedHost, NewHost, NewSite, RegisterState } from './host.ts'
export {
  findHost,
  findHosts,
  type HostRefusal,
  type HostWithSites,
  hostsBySiret,
  saveHost,
  saveHosts,
} from './hosts.ts'
export { type HostMember, hostMembers } from './members.ts'
export { placeOfHost } from './places.ts'
export { closeSite, saveSite } from './save-site.ts'
export { countHosts, type HostQuery, searchHosts } from './search-hosts.ts'
export { sectorLabels } from './sectors.ts'
export { addressWords, type Site } from './site.ts'
export { findSite, listSites } from './sites.ts'
