import type { InputProblem } from '#/platform/input-problems.ts'
import { searchable } from '#/platform/searchable.ts'
import type { KeyedList, KeyedPupil } from './keyed.ts'

/** The list without lines that say a pupil again; each is told with the line that said it first. */
export function withoutRepeats(list: KeyedList): KeyedList {
  const problems: InputProblem[] = []
  const seen = new Map<string, KeyedPupil>()
  const pupils = list.pupils.filter((pupil) => {
    const { ineMac, lastName, firstName, birthDate, file, line } = pupil
    const name = `name ${searchable(`${lastName} ${firstName}`)} ${birthDate}`
    // Two national numbers are two people, whatever their names.
    const key = ineMac === undefined ? name : `ine ${ineMac}`
    const first = seen.get(key)
    if (!first) {
      seen.set(key, pupil)
      return true
    }
    const where = first.file === file ? `à la ligne ${first.line}` : `dans ${first.file}, ligne ${first.line}`
    problems.push({
      file,
      line,
      message:
        ineMac === undefined
          ? `${firstName} ${lastName}, du même jour, est déjà ${where} ; retirez une des deux lignes.`
          : `ce numéro national (INE) est déjà ${where} ; corrigez celle des deux lignes qui se trompe.`,
    })
    return false
  })
  return { ...list, pupils, problems: [...list.problems, ...problems] }
}
