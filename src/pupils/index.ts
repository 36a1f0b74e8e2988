/** Classes, their pupils, those who answer for them, and the weeks they need: the door of this feature. */
import './tables.ts'

export { chooseReferents } from './choose-referents.ts'
export { classOfCode, findClass, listClasses, saveClasses } from './classes.ts'
export { pupilsMoved } from './events.ts'
export { exemptionsWeb } from './exemptions-web.tsx'
export { applySchoolImport } from './imports/apply-import.ts'
export { importSchoolFiles, type SchoolFilesReport } from './imports/import-school-files.ts'
export { sumWords } from './imports/plan-words.ts'
export { confirmColumns } from './imports/preview-files.ts'
export { importsWeb } from './imports/web.tsx'
export { namesakes } from './namesakes.ts'
export type { NewPeriod, Period } from './period.ts'
export { periodsOfClass, savePeriods } from './periods.ts'
export { placeOfClass, placeOfPupil } from './places.ts'
export { mostFollowed, proposeReferents } from './propose-referents.ts'
export { fullName, type Home, type NewPupil, type Pupil } from './pupil.ts'
export {
  findPupil,
  findPupils,
  listClassPupils,
  pupilOfAccount,
  pupilsOfRepresentative,
  savePupils,
} from './pupils.ts'
export { lastReferentChange, type ReferentChange } from './referent-changes.ts'
export { type Referent, referentsOfPupils } from './referents.ts'
export type { NewRepresentative, Representative } from './representative.ts'
export { representativesOf, saveRepresentatives } from './representatives.ts'
export { type NewClass, type SchoolClass, schoolYearOf } from './school-class.ts'
export { schoolArrangementsWeb } from './school-web.tsx'
export { type ClassTeacher, teachersOfClass } from './teachers.ts'
export { pupilsWeb } from './web.tsx'
export { type Workplace, workplacesOf } from './workplaces.ts'
