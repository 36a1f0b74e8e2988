/** What a place can offer and a pupil can need, as people say it. Other codes are accepted in files and said as they are written. */
const facilities: ReadonlyMap<string, string> = new Map([
  ['wheelchair', 'accès en fauteuil roulant'],
  ['lift', 'ascenseur'],
  ['hearing_loop', 'boucle magnétique'],
  ['sign_language', 'langue des signes'],
])

/** « accès en fauteuil roulant », or the code itself when it is not known. */
export const sayFacility = (code: string): string => facilities.get(code) ?? code
