import { saveHosts } from '#/directory/index.ts'
import { keepPastDays } from '#/indicators/index.ts'
import { type BulkOffer, type OfferState, saveOffers } from '#/offers/index.ts'
import type { Progress } from '#/platform/progress.ts'
import type { Services } from '#/platform/services.ts'
import { saveClasses, savePeriods, savePupils, saveRepresentatives, schoolYearOf } from '#/pupils/index.ts'
import { saveSchools } from '#/territory/index.ts'
import { pupilName, sexOf } from '../names.ts'
import type { Pupil } from '../pupils.ts'
import { type Random, seededRandom } from '../random.ts'
import { drawStaff } from '../sector-profiles.ts'
import { cityNames, type Territory } from '../territory.ts'
import { chooseCast } from './cast.ts'
import { fillAgreements } from './fill-agreements.ts'
import { fillPeople, type LivingPeople } from './fill-people.ts'
import { inventedId } from './identifier.ts'
import { knowTables } from './know-tables.ts'
import { contentOfOffer } from './offer-content.ts'
import { type OtherClasses, raiseOtherClasses } from './other-classes.ts'
import { pastApplications } from './past-applications.ts'
import { bankAge, pastMoment } from './past-days.ts'
import { autumnSeason, type PastGroup, pastYear, springSeason, troisiemeSeason } from './past-year.ts'
import { secondeSeason } from './season.ts'
import { openDayOf } from './write-by-days.ts'
import { writeYear } from './write-year.ts'

/** Most offers are open. Those that moderation stopped come with their story (fill-moderation.ts). */
const otherStates: readonly OfferState[] = ['draft', 'paused', 'archived']

/**
 * Fills the placement bank with the invented territory: classes, pupils and families, hosts, sites, offers, applications. Filling again
 * replaces. Returns the accounts of the people whom one may enter as.
 */
export async function fillBank(
  services: Services,
  { territoryId, territory, deliver, progress }: LivingPeople & { readonly progress: Progress },
): Promise<string[]> {
  const { db } = services
  const random = seededRandom(`${territory.seed}/bank`)
  const age = bankAge(services.clock.now(), territory.weeks)
  progress({ stage: 'Classes et élèves', done: 0, total: 5 })
  // The school year begins with everybody still to come.
  await openDayOf(db, territoryId, pastMoment(services.clock.now(), age, 'host', random))
  await fillPupils(services, territoryId, territory, random.fork('pupils'))
  const others = raiseOtherClasses(territoryId, territory, {
    now: services.clock.now(),
    mainSchool: chooseCast(territory).school,
  })
  const schoolYear = yearOf(territory)
  await fillPastYear(services, { territoryId, territory, age, others })
  await saveSchools(db, territoryId, others.schools)
  await saveClasses(
    db,
    territoryId,
    others.classes.map(({ id, school, name, level }) => ({ id, school, name, level, schoolYear })),
  )
  await savePeriods(db, territoryId, others.periods)
  await savePupils(db, territoryId, others.pupils)
  progress({ stage: 'Structures d’accueil', done: 1, total: 5 })
  const cityOf = cityNames(territory)
  await saveHosts(
    services,
    db,
    territoryId,
    territory.hosts.map((host) => ({
      id: inventedId(territoryId, 'host', host.siren),
      siret: host.sites[0]?.siret,
      name: host.name,
      sector: host.sector,
      staff: drawStaff(host.sector, random),
      description: '',
      registerState: 'known' as const,
      sites: host.sites.map((site) => ({
        id: inventedId(territoryId, 'site', site.siret),
        name: site.name,
        street: site.address,
        postcode: site.postcode,
        commune: site.communeCode,
        city: cityOf(site.communeCode),
        lat: site.lat,
        lon: site.lon,
      })),
    })),
  )
  const dated = bankOffers(territoryId, territory, age, random.fork('offers'))
  let saved = 0
  for (const part of Map.groupBy(dated, ({ daysAgo }) => Math.floor(daysAgo / 6)).values()) {
    progress({ stage: 'Offres de la banque', done: 2 + saved / dated.length, total: 5 })
    if (saved < 3000) await knowTables(db, 'hosts', 'sites', 'offers', 'offer_weeks', 'offer_index')
    const clock = { now: () => pastMoment(services.clock.now(), part[0]?.daysAgo ?? 1, 'host', random) }
    await db
      .transaction()
      .execute((tx) =>
        saveOffers({ clock }, tx, { territoryId, by: undefined, offers: part.map(({ offer }) => offer) }),
      )
    saved += part.length
  }
  await knowTables(db)
  progress({ stage: 'Personnes de la démonstration', done: 3, total: 5 })
  const people = await fillPeople(services, { territoryId, territory, deliver })
  // Last, so that the nights of the story look through its own applications only.
  progress({ stage: 'Candidatures', done: 4, total: 5 })
  await fillApplications(services, { territoryId, territory, dated, age, random: random.fork('applications') })
  progress({ stage: 'Conventions', done: 4.5, total: 5 })
  await fillAgreements(services, { territoryId, seed: territory.seed, age, others: others.agreements, deliver })
  await knowTables(db)
  progress({ stage: 'Candidatures', done: 5, total: 5 })
  return people
}

/** The year before, whose pupils have left: the days that the dashboards keep of it. */
async function fillPastYear(
  { db, clock }: Services,
  {
    territoryId,
    territory: { seed, weeks, schools },
    age,
    others,
  }: { territoryId: string; territory: Territory; age: number; others: OtherClasses },
): Promise<void> {
  const began = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate().subtract({ days: age })
  const days = pastYear({
    seed,
    year: Number(weeks[0]?.slice(0, 4)) - 1,
    first: began.subtract({ years: 1 }),
    // In August, before the lists of the new year.
    last: began.subtract({ days: 14 }),
    groups: [
      ...schools.map(
        ({ uai, secondePupils, priorityEducation, rural }): PastGroup => ({
          ...{ school: uai, scheme: 'observation-2de', pupils: secondePupils, season: secondeSeason },
          share: priorityEducation || rural ? 0.88 : 0.95,
        }),
      ),
      ...others.classes.flatMap(({ school, scheme, pupils, share, periods }) =>
        periods.map(
          (_, index): PastGroup => ({
            ...{ school, scheme, pupils, share },
            season: scheme === 'observation-3e' ? troisiemeSeason : index === 0 ? autumnSeason : springSeason,
          }),
        ),
      ),
    ],
  })
  await db.transaction().execute((tx) => keepPastDays(tx, territoryId, days))
}

async function fillApplications(
  services: Services,
  {
    territoryId,
    territory: { pupils, offers, hosts, standing },
    dated,
    age,
    random,
  }: { territoryId: string; territory: Territory; dated: readonly DatedOffer[]; age: number; random: Random },
): Promise<void> {
  const sirens = new Map(hosts.flatMap(({ siren, sites }) => sites.map(({ siret }) => [siret, siren] as const)))
  const tried = new Set(
    dated.flatMap(({ key, daysAgo, offer }) => (offer.state === 'published' && daysAgo > age ? [key] : [])),
  )
  const now = services.clock.now()
  const applications = pastApplications({
    territoryId,
    pupils,
    offers,
    hostOf: (siret) => sirens.get(siret) ?? '',
    tried,
    tries: 0.14 + 0.4 * standing.held,
    now,
    age,
    random,
  })
  await writeYear(services, {
    ...{ territoryId, pupils, age, applications },
    cameIn: 0.08 + 0.3 * standing.held,
    random: random.fork('year'),
  })
}

const atOnce = 2500

async function fillPupils({ db }: Services, territoryId: string, territory: Territory, random: Random): Promise<void> {
  const { pupils, weeks, schools } = territory
  const boardingOf = new Map(schools.map(({ uai, rural, boarding }) => [uai, rural ? 0.26 : boarding ? 0.17 : 0]))
  const boarders = random.fork('boarders')
  const classKey = ({ school, className }: Pupil): string => `${school} ${className}`
  const classId = (pupil: Pupil): string => inventedId(territoryId, 'class', classKey(pupil))
  const schoolYear = yearOf(territory)
  const classes = [...new Map(pupils.map((pupil) => [classKey(pupil), pupil])).values()]
  await saveClasses(
    db,
    territoryId,
    classes.map((pupil) => ({
      id: classId(pupil),
      school: pupil.school,
      name: pupil.className,
      level: 'seconde' as const,
      schoolYear,
    })),
  )
  await savePeriods(
    db,
    territoryId,
    classes.map((pupil) => ({
      id: inventedId(territoryId, 'period', classKey(pupil)),
      school: pupil.school,
      classId: classId(pupil),
      scheme: 'observation-2de' as const,
      name: 'Séquence d’observation de seconde',
      weeks,
    })),
  )
  const listed = pupils.map((pupil) => ({
    id: inventedId(territoryId, 'pupil', pupil.id),
    school: pupil.school,
    classId: classId(pupil),
    firstName: pupil.firstName,
    lastName: pupil.lastName,
    birthDate: pupil.birthDate,
    level: pupil.level,
    // One in five has no address of their own: they come in with a printed code.
    ...(random.chance(0.2) ? {} : { email: `${pupil.id.toLowerCase()}@demonstration.example` }),
    home: { lat: pupil.lat, lon: pupil.lon, precision: 'address' as const },
    commune: pupil.communeCode,
    priority: pupil.priority,
    needs: pupil.needs,
    sex: sexOf(pupil),
    boarder: boarders.chance(boardingOf.get(pupil.school) ?? 0),
    qpv: pupil.qpv,
    withoutNetwork: pupil.priority >= 2 && random.chance(0.4),
  }))
  for (let start = 0; start < listed.length; start += atOnce) {
    await savePupils(db, territoryId, listed.slice(start, start + atOnce))
    // Each pupil gets a status: a third of the time when the planner knows how many there are.
    if (start < 4 * atOnce) await knowTables(db, 'classes', 'periods', 'pupils', 'pupil_statuses')
  }
  await saveRepresentatives(
    db,
    territoryId,
    pupils.map((pupil) => ({
      id: inventedId(territoryId, 'family', pupil.id),
      pupilId: inventedId(territoryId, 'pupil', pupil.id),
      name: `${pupilName(random).firstName} ${pupil.lastName}`,
      ...(random.chance(0.15) ? {} : { email: `famille-${pupil.id.toLowerCase()}@demonstration.example` }),
    })),
  )
}

/** The school year of the placements. */
const yearOf = ({ weeks }: Territory): number =>
  schoolYearOf(Temporal.PlainDate.from({ year: Number(weeks[0]?.slice(0, 4)), month: 6, day: 1 }))

interface DatedOffer {
  /** Of the invented territory. */
  readonly key: string
  readonly daysAgo: number
  readonly offer: BulkOffer
}

/** The offers, the oldest first: most are from before the school year's first applications, some came since. */
function bankOffers(
  territoryId: string,
  { hosts, offers, pupils }: Territory,
  age: number,
  random: Random,
): DatedOffer[] {
  // Where somebody has a place, the offer stands.
  const held = new Set(pupils.flatMap(({ fixed }) => fixed ?? []))
  const hostOf = new Map(hosts.flatMap((host) => host.sites.map((site) => [site.siret, { host, site }] as const)))
  return offers
    .flatMap((offer): DatedOffer[] => {
      const found = hostOf.get(offer.host)
      if (!found) return []
      const { firstName, lastName } = pupilName(random)
      const site = { ...found.site, id: inventedId(territoryId, 'site', found.site.siret) }
      const isHeld = held.has(offer.id)
      const state = random.chance(0.03) && !isHeld ? random.pick(otherStates) : 'published'
      const daysAgo = isHeld || random.chance(0.85) ? random.between(age + 2, age + 40) : random.between(3, age)
      return [
        {
          key: offer.id,
          daysAgo,
          offer: {
            id: inventedId(territoryId, 'offer', offer.id),
            hostId: inventedId(territoryId, 'host', found.host.siren),
            content: contentOfOffer(offer, site, `${firstName} ${lastName}`, random),
            state,
          },
        },
      ]
    })
    .toSorted((one, other) => other.daysAgo - one.daysAgo)
}
