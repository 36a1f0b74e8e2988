import { dayWords } from '#/design/index.ts'
import { fullName, type Pupil } from './pupil.ts'

/** What tells those of a list apart who have one and the same name: the day of birth. Nothing for the others. */
export function namesakes(
  pupils: readonly Pick<Pupil, 'id' | 'firstName' | 'lastName' | 'birthDate'>[],
): ReadonlyMap<string, string> {
  const groups = Map.groupBy(pupils, (pupil) => fullName(pupil).normalize('NFC').toLocaleLowerCase('fr'))
  return new Map(
    [...groups.values()]
      .filter((same) => same.length > 1)
      .flat()
      .map(({ id, birthDate }) => [id, dayWords(Temporal.PlainDate.from(birthDate), { weekday: false, year: true })]),
  )
}
