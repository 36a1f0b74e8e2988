/** Classes, their pupils, those who answer for them, and the weeks they need: the door of this feature. */
import './tables.ts'

export { placeOfClass, placeOfPupil } from './places.ts'
