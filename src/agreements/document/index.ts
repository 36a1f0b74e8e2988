/** The document of an agreement: its articles, its pages, its versions frozen and sealed, and the codes on its pages. */
import './tables.ts'

export { freezeVersion } from './freeze-version.ts'
export { agreementCodeLength, type PageName, pageCode, readPageCode } from './page-code.ts'
export { documentSettingsWeb } from './settings-web.tsx'
export { type SignatureZone, signaturePage, signatureZones } from './signature-zones.ts'
export { type FrozenVersion, findVersion } from './versions.ts'
export { documentWeb } from './web.tsx'
