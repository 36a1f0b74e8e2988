/** PMSMP: adults and young people whom an organisation accompanies: the door of this feature. */
import './tables.ts'

export type { JudgedImmersion } from './immersion-form.ts'
export { findOrganisation, listOrganisations, saveOrganisation } from './organisations.ts'
export { prescribe, renew } from './prescribe.ts'
export { insertionWeb } from './web.tsx'
