/** Those who welcome pupils: hosts, their sites, what they agreed to, who contacts them: the door of this feature. */
import './tables.ts'

export { askRegister, type RegisterAnswer } from './ask-register.ts'
export { type Contact, type ContactOutcome, contactHost, listContacts, releaseContact } from './contacts.ts'
export { hostStaff } from './desk.ts'
export type { Establishment } from './establishment.ts'
export { type FoundAddress, findAddress } from './find-address.ts'
export { findDuplicates } from './find-duplicates.ts'
export type { HostFollowers } from './followers.ts'
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
export { duplicatesJob, registerJob, registerTopic } from './jobs.ts'
export { type HostMember, hostMembers } from './members.ts'
export { mergeHosts } from './merge-hosts.ts'
export { readNaf, sectorOfNaf, sectorWords } from './naf.ts'
export { placeSite } from './place-site.ts'
export { placeOfHost } from './places.ts'
export type { ContactBy, Principle } from './principle.ts'
export { findPrinciple, savePrinciple } from './principles.ts'
export { checkHost } from './register-checks.ts'
export { closeSite, saveSite } from './save-site.ts'
export { countHosts, type HostQuery, searchHosts } from './search-hosts.ts'
export { sectorLabels } from './sectors.ts'
export { readSiret, siretSpaced, siretWords } from './siret.ts'
export { addressWords, type Site } from './site.ts'
export { findSite, listSites } from './sites.ts'
export { staffChoices, staffWords } from './staff.ts'
export { undoMerge } from './undo-merge.ts'
export { directoryWeb } from './web.tsx'
