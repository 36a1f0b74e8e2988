/** What programs may read, and the keys they read it with: the door of this feature. */
import './tables.ts'

export { apiKeysWeb } from './keys-web.tsx'
export { isForPrograms, problemAnswer } from './problem.ts'
export { apiWeb } from './web.tsx'
