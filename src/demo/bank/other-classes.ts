import type { PastAgreement } from '#/agreements/index.ts'
import { mondayOf } from '#/calendar/index.ts'
import type { NewPeriod, NewPupil } from '#/pupils/index.ts'
import type { Level, SchemeId } from '#/rules/index.ts'
import type { School as SavedSchool } from '#/territory/index.ts'
import { fictitiousUai } from '../fictitious-identifiers.ts'
import { groundNameAt, ofPlace, pupilName, sexOf } from '../names.ts'
import { moved, nearby } from '../place.ts'
import { type Random, seededRandom } from '../random.ts'
import { cityNames, type Territory } from '../territory.ts'
import { contentOf } from './agreement-content.ts'
import { habitsOf } from './fill-crowd-agreements.ts'
import { inventedId } from './identifier.ts'
import { pastMoment } from './past-days.ts'

type Lycee = Territory['schools'][number]

/** A class beside those of seconde, with its periods. */
interface OtherClass {
  readonly id: string
  readonly school: string
  readonly schoolName: string
  readonly at: Lycee
  readonly name: string
  readonly level: Level
  readonly pupils: number
  readonly age: number
  readonly scheme: SchemeId
  readonly periods: readonly { readonly id: string; readonly name: string; readonly weeks: readonly string[] }[]
  readonly hoursADay: 6 | 7
  /** The share that ends up with a place. */
  readonly share: number
}

export interface OtherClasses {
  readonly schools: readonly SavedSchool[]
  readonly classes: readonly OtherClass[]
  readonly periods: readonly NewPeriod[]
  readonly pupils: readonly NewPupil[]
  readonly agreements: readonly PastAgreement[]
}

/** One collège for so many lycées, and one lycée of so many that teach a trade. */
const [lyceesPerCollege, tradesPerClass] = [8, 2]

/**
 * What the year holds beside the seconde: classes of troisième whose week comes in winter, and of the trades, whose periods come in autumn
 * and in spring. Their places were found by the families and the teachers: agreements alone tell of them.
 */
export function raiseOtherClasses(
  territoryId: string,
  { seed, areas, schools, hosts, weeks }: Territory,
  { now, mainSchool }: { readonly now: Temporal.Instant; readonly mainSchool: string },
): OtherClasses {
  const random = seededRandom(`${seed}/other-classes`)
  const year = Number(weeks[0]?.slice(0, 4))
  const idOf = (kind: 'class' | 'period', key: string) => inventedId(territoryId, kind, `other ${key}`)
  const trades = schools
    .filter(({ vocational, uai }) => vocational && uai !== mainSchool)
    .filter((_, index) => index % tradesPerClass === 0)
  const own = schools.filter(({ uai }) => uai === mainSchool)
  const classes: OtherClass[] = [...own, ...trades].map((at) => ({
    ...{ id: idOf('class', `${at.uai} trade`), school: at.uai, schoolName: at.name, at },
    ...{ name: random.pick(['1re MELEC', '1re AGORA', '1re MCV', '1re MSPC']), level: 'bac_pro' },
    ...{ pupils: random.between(14, 22), age: 16, scheme: 'pfmp', hoursADay: 7 },
    share: at.priorityEducation || at.rural ? 0.78 : 0.94,
    periods: [
      { id: idOf('period', `${at.uai} autumn`), name: 'PFMP d’automne', weeks: weeksOf(year - 1, 46, 4) },
      { id: idOf('period', `${at.uai} spring`), name: 'PFMP de printemps', weeks: weeksOf(year, 20, 4) },
    ],
  }))
  const colleges = schools.filter((_, index) => index % lyceesPerCollege === 0)
  const saved = colleges.map((at, index): SavedSchool => {
    const { uai, ...where } = { ...at, uai: fictitiousUai(at.departementCode, 700 + index) }
    const week = random.pick([`${year - 1}-W50`, `${year}-W04`, `${year}-W05`, `${year}-W06`])
    const name = `Collège ${groundNameAt(index * 11 + 3)} ${ofPlace(at.communeName)}`
    classes.push({
      ...{ id: idOf('class', uai), school: uai, schoolName: name, at, name: random.pick(['3e A', '3e B', '3e 1']) },
      ...{ level: 'troisieme', pupils: random.between(18, 26), age: 14, scheme: 'observation-3e', hoursADay: 6 },
      share: at.priorityEducation || at.rural ? 0.74 : 0.9,
      periods: [{ id: idOf('period', uai), name: 'Séquence d’observation de troisième', weeks: [week] }],
    })
    const { lat, lon } = moved(where, random.next() - 0.5, random.next() - 0.5)
    return {
      ...{ uai, name, lat, lon, commune: at.communeCode, departement: at.departementCode, epci: at.epciCode },
      ...{ bassin: at.bassinCode || undefined, priorityEducation: at.priorityEducation ? 'REP' : undefined },
      ...{ qpv: at.qpv !== '', rural: at.rural, secondePupils: 0 },
    }
  })
  const members = classes.flatMap((each) =>
    Array.from({ length: each.pupils }, (_, index) => pupilOf(territoryId, each, index, year, random)),
  )
  const sites = nearby(hosts.flatMap((host) => host.sites.map((site) => ({ ...site, host }))))
  const cityOf = cityNames({ areas })
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const habits = habitsOf(classes.map(({ id }) => id))
  const agreements = Array.from(Map.groupBy(members, ({ classId }) => classId)).flatMap(([classId, ofClass]) => {
    const each = classes.find(({ id }) => id === classId)
    if (!each) return []
    const around = sites.nearest(each.at, 40)
    const habit = habits.get(classId) ?? 'online'
    return each.periods.flatMap(({ id, weeks: needed }) =>
      ofClass.flatMap((pupil): PastAgreement[] => {
        const first = mondayOf(needed[0] ?? '')
        const last = mondayOf(needed.at(-1) ?? '')?.add({ days: 4 })
        if (!first || !last || !random.chance(each.share)) return []
        const site = random.pick(around)
        const signed = first.subtract({ days: random.between(3, 75) }).until(today).days
        const drafted = signed + random.between(2, 15)
        const isSigned = signed >= 1
        if (drafted < 1 || (habit === 'outside' && !isSigned)) return []
        const at = (days: number) => pastMoment(now, days, 'host', random)
        const signedAt = isSigned ? at(signed) : undefined
        const known = {
          ...{ pupil_id: pupil.id, school: each.school, weeks: needed, first_name: pupil.firstName },
          ...{ last_name: pupil.lastName, birth_date: pupil.birthDate, hours: hoursOf(each.hoursADay) },
          ...{ activities: 'Découverte des métiers de l’équipe, gestes simples accompagnés.', description: '' },
          ...{ host_name: site.host.name, siret: site.siret, class_name: each.name, school_name: each.schoolName },
          ...{ street: site.address, postcode: site.postcode, city: cityOf(site.communeCode) },
        }
        const isBegun = Temporal.PlainDate.compare(first, today) <= 0
        const isOver = Temporal.PlainDate.compare(last, today) < 0
        return [
          {
            ...{ id: inventedId(territoryId, 'agreement', `${pupil.id} ${id}`), pupilId: pupil.id, classId },
            ...{ school: each.school, hostId: inventedId(territoryId, 'host', site.host.siren) },
            source: isSigned ? habit : 'online',
            state: !isSigned ? 'draft' : isOver ? 'completed' : isBegun ? 'running' : 'signed',
            content: contentOf(known, each.scheme, isSigned, random),
            draftedAt: signedAt && habit === 'outside' ? signedAt : at(drafted),
            signedAt,
          },
        ]
      }),
    )
  })
  return {
    schools: saved,
    classes,
    periods: classes.flatMap(({ id, school, scheme, periods }) =>
      periods.map((period) => ({ ...period, school, classId: id, scheme })),
    ),
    pupils: members,
    agreements,
  }
}

const weeksOf = (year: number, first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${year}-W${String(first + index).padStart(2, '0')}`)

function pupilOf(
  territoryId: string,
  { id, school, at, age, level }: OtherClass,
  index: number,
  year: number,
  random: Random,
): NewPupil & { readonly birthDate: string } {
  const home = moved(at, 6 * random.bell() * 0.6, 6 * random.bell() * 0.6)
  const name = pupilName(random)
  const birth = Temporal.PlainDate.from({ year: year - 1 - age, month: 1, day: 1 }).add({ days: random.below(365) })
  return {
    id: inventedId(territoryId, 'pupil', `other ${id} ${index}`),
    ...{ school, classId: id, ...name, birthDate: birth.toString(), level, sex: sexOf(name) },
    home: { ...home, precision: 'address' },
    qpv: at.qpv !== '' && random.chance(0.3),
  }
}

const hoursOf = (hours: 6 | 7) => {
  const [start, noon] = [9 * 60, 12 * 60]
  const day = { start, end: start + (hours + 1) * 60, lunch: { start: noon, end: noon + 60 } }
  return { 1: day, 2: day, 3: day, 4: day, 5: day }
}
