/** Those who welcome pupils: hosts, their sites, what they agreed to, who contacts them: the door of this feature. */
import './tables.ts'

export { askRegister, type RegisterAnswer } from './ask-register.ts'
export { type Contact, type ContactOutcome, contactHost, listContacts, releaseContact } from './contacts.ts'
export { hostStaff } from './desk.ts'
export type { Establishment } from './establishment.ts'
export { type FoundAddress, findAddress } from './find-address.ts'
export type { HostFollowers } from './followers.ts'
export type { Host, ListedHost, NewHost, NewSite, RegisterState } from './host.ts'
export {
  findHost,
  type HostRefusal,
  type HostWithSites,
  hostsBySiret,
  saveHost,
  saveHosts,
} from './hosts.ts'
export { duplicatesJob, registerJob, registerTopic } from './jobs.ts'
export { type AskedAddress, type LocatedAddress, locateAddresses, mostAddresses } from './locate-addresses.ts'
export { type HostMember, hostMembers } from './members.ts'
export { sectorOfNaf } from './naf.ts'
export { placeSite } from './place-site.ts'
export { placeOfHost } from './places.ts'
export type { ContactBy, Principle } from './principle.ts'
export { findPrinciple, savePrinciple } from './principles.ts'
export { saveSite } from './save-site.ts'
export { countHosts, type HostQuery, searchHosts } from './search-hosts.ts'
export { sectorLabels } from './sectors.ts'
export { readSiret, siretWords } from './siret.ts'
export { addressWords, type Site } from './site.ts'
export { listSites } from './sites.ts'
export { directoryWeb } from './web.tsx'
