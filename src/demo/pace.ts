import { castClass } from './bank/cast.ts'
import type { Pupil } from './pupils.ts'
import { seededRandom } from './random.ts'

/** What the class of the story holds on any day: enough for agreements to be in every state, few enough for a search to go on. */
const ofStory = 0.36

/** The share that holds a place, of each pupil: some bassins are ahead and some are late, and so are schools within them. */
export function paceOf(
  seed: string,
  held: number,
  bassinOf: (commune: string) => string | undefined,
): (pupils: readonly Pupil[]) => (pupil: Pupil) => number {
  return (pupils) => {
    const story = castClass(pupils)
    const factors = new Map<string, number>()
    const factor = (key: string, least: number, most: number): number => {
      const known = factors.get(key)
      if (known !== undefined) return known
      const drawn = least + (most - least) * seededRandom(`${seed}/pace/${key}`).next()
      factors.set(key, drawn)
      return drawn
    }
    // Late ones catch up: at the end of the year all are near each other.
    const spread = (by: number) => 1 + (by - 1) * (1 - held)
    return (pupil) => {
      if (pupil.school === story.school && pupil.className === story.className) return ofStory
      const ofPlace = spread(factor(`bassin ${bassinOf(pupil.communeCode) ?? ''}`, 0.45, 1.4))
      const ofSchool = spread(factor(`school ${pupil.school}`, 0.6, 1.5))
      // Those with few relations come last (see `holdPlaces`), but they do come.
      return pupil.priority === 0
        ? Math.min(0.88, held * ofPlace * ofSchool)
        : Math.min(1.36, held * (1 + 0.36 * held) * ofPlace * ofSchool)
    }
  }
}
