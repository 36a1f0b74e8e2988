import { contactHost, duplicatesJob, saveHosts, savePrinciple } from '#/directory/index.ts'
import { accountFor, addGrants, addPupilAccount, type Grant, hashPersonalCode } from '#/identity/index.ts'
import { saveOffers } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil, fullName } from '#/pupils/index.ts'
import { keepOffer, saveSearch } from '#/search/index.ts'
import { pupilName } from '../names.ts'
import { type Random, seededRandom } from '../random.ts'
import { cityNames, type Territory } from '../territory.ts'
import { type Cast, chooseCast, type Stage } from './cast.ts'
import { inventedCode } from './demonstration-codes.ts'
import { fillModeration } from './fill-moderation.ts'
import { inventedId } from './identifier.ts'
import { contactAddress, contentOfOffer } from './offer-content.ts'
import { bankAge, pastMoment } from './past-days.ts'
import { servicesAt } from './past-services.ts'
import { performStory } from './perform-story.ts'
import { type StoryOffer, storyOffers } from './story.ts'

export interface LivingPeople {
  readonly territoryId: string
  readonly territory: Territory
  readonly deliver: (services: Services) => Promise<void>
}

/** Someone with an account, at an address that nobody can own (RFC 2606). */
const address = (name: string): string =>
  `${name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')}@demonstration.example`

/**
 * Brings people to the bank: the class and the host whom one may enter as, weeks of their applications, what schools and hosts said to
 * each other, and what waits for the coordination. Returns the accounts to be shown on the first page.
 */
export async function fillPeople(
  services: Services,
  { territoryId, territory, deliver }: LivingPeople,
): Promise<string[]> {
  const random = seededRandom(`${territory.seed}/people`)
  const cast = chooseCast(territory)
  const now = services.clock.now()
  const then = servicesAt(services, pastMoment(now, bankAge(now, territory.weeks) + 1, 'host', random))
  const stage = cast.stages[0]
  const [seeker, coded] = cast.seekers
  if (!stage || !seeker || !coded) return []
  const idOf = (pupil: { readonly id: string }) => inventedId(territoryId, 'pupil', pupil.id)
  const classId = inventedId(territoryId, 'class', `${cast.school} ${cast.className}`)
  const give = async (name: string, role: Grant['role'], scope?: Grant['scope']): Promise<string> => {
    const id = await accountFor(then, then.db, { email: address(name), name })
    await addGrants(then, id, [{ role, territoryId, ...(scope ? { scope } : {}) }])
    return id
  }
  const teacher = await give('Karim Bellec', 'teacher', { kind: 'class', id: classId })
  const head = await give('Hélène Vautier', 'head', { kind: 'school', id: cast.school })
  const coordinator = await give('Maud Valognes', 'coordinator')
  const member = { name: 'Bruno Hamel', email: address('Bruno Hamel') }
  const hostId = inventedId(territoryId, 'host', stage.host.siren)
  const host = await give(member.name, 'host', { kind: 'host', id: hostId })
  const pupil = await give(fullName(seeker), 'pupil', { kind: 'pupil', id: idOf(seeker) })
  const family = await give(`Sandrine ${seeker.lastName}`, 'representative', { kind: 'pupil', id: idOf(seeker) })
  await then.db
    .updateTable('pupils')
    .set({ account_id: pupil, email: address(fullName(seeker)) })
    .where('id', '=', idOf(seeker))
    .execute()
  await then.db
    .updateTable('representatives')
    .set({ account_id: family, name: `Sandrine ${seeker.lastName}`, email: address(`Sandrine ${seeker.lastName}`) })
    .where('id', '=', inventedId(territoryId, 'family', seeker.id))
    .execute()
  const offers = await writeStoryOffers(then, { territoryId, territory, cast, member, random })
  // Before the story, whose nights send what is due.
  await fillModeration(services, {
    territoryId,
    territory,
    stages: cast.stages,
    coordinator,
    reporters: [pupil, family],
    random,
  })
  await performStory(services, {
    territoryId,
    weeks: territory.weeks,
    pupils: cast.seekers.map(idOf),
    offers,
    hosts: mapOffers((_, at) =>
      at === 0 ? { name: member.name, account: host } : { name: 'L’accueil', account: undefined },
    ),
    random: random.fork('story'),
    deliver,
  })
  await keepThings(services, { territoryId, account: pupil, offers, random })
  await fillRelations(services, { territoryId, territory, stages: cast.stages, teacher, head, random })
  const withCode = await accountWithCode(then, territoryId, idOf(coded))
  return [coordinator, teacher, head, host, pupil, family, ...(withCode === undefined ? [] : [withCode])]
}

/** The story's offers, one value each. */
const mapOffers = <Value>(of: (name: StoryOffer, stage: number) => Value): Record<StoryOffer, Value> => ({
  team: of('team', storyOffers.team.stage),
  lead: of('lead', storyOffers.lead.stage),
  next: of('next', storyOffers.next.stage),
  rest: of('rest', storyOffers.rest.stage),
  first: of('first', storyOffers.first.stage),
  second: of('second', storyOffers.second.stage),
  third: of('third', storyOffers.third.stage),
})

async function writeStoryOffers(
  services: Services,
  {
    territoryId,
    territory: { weeks },
    cast: { stages },
    member,
    random,
  }: {
    territoryId: string
    territory: Territory
    cast: Cast
    member: { readonly name: string; readonly email: string }
    random: Random
  },
): Promise<Record<StoryOffer, string>> {
  const ids = mapOffers((name) => inventedId(territoryId, 'offer', `story ${name}`))
  const written = mapOffers((name, at) => {
    const { title, seats, state } = storyOffers[name]
    const { host, site, offer } = stages[at] ?? stages[0] ?? missing()
    const { firstName, lastName } = pupilName(random)
    const content = contentOfOffer(
      offer,
      { ...site, id: inventedId(territoryId, 'site', site.siret) },
      `${firstName} ${lastName}`,
      random,
    )
    return {
      id: ids[name],
      hostId: inventedId(territoryId, 'host', host.siren),
      state,
      content: {
        ...content,
        title,
        description: content.description.replace(offer.title, title),
        span: 'week' as const,
        group: undefined,
        minAge: undefined,
        reservedSchools: [],
        minPriority: undefined,
        schemes: ['observation-2de' as const],
        levels: ['seconde' as const],
        weeks: weeks.map((week) => ({ week, seats, closed: false })),
        ...(at === 0 ? { contact: { ...member, phone: '' } } : {}),
      },
    }
  })
  await services.db
    .transaction()
    .execute((tx) => saveOffers(services, tx, { territoryId, by: undefined, offers: Object.values(written) }))
  return ids
}

function missing(): never {
  throw new RangeError('a territory without hosts')
}

/** Favourites and searches that a pupil wants to hear about. */
async function keepThings(
  services: Services,
  {
    territoryId,
    account,
    offers,
    random,
  }: { territoryId: string; account: string; offers: Record<StoryOffer, string>; random: Random },
): Promise<void> {
  const then = servicesAt(services, pastMoment(services.clock.now(), 8, 'pupil', random))
  for (const id of [offers.team, offers.third, offers.second])
    await keepOffer(then, { accountId: account, offer: { territoryId, id } })
  await saveSearch(then, {
    territoryId,
    accountId: account,
    query: `territoire=${territoryId}&depuis=domicile&temps=45`,
    title: 'À 45 min de chez toi',
  })
}

/** What schools and hosts said to each other: agreements of principle, who contacts whom, and hosts that may be one. */
async function fillRelations(
  services: Services,
  {
    territoryId,
    territory,
    stages,
    teacher,
    head,
    random,
  }: {
    territoryId: string
    territory: Territory
    stages: readonly Stage[]
    teacher: string
    head: string
    random: Random
  },
): Promise<void> {
  const { db, clock, jobs } = services
  const now = clock.now()
  const cityOf = cityNames(territory)
  const at = (daysAgo: number) => servicesAt(services, pastMoment(now, daysAgo, 'host', random))
  await db.transaction().execute(async (tx) => {
    for (const [index, { host, site }] of stages.entries()) {
      const { firstName, lastName } = pupilName(random)
      const principle = {
        pupilsAYear: random.between(2, 8),
        monthsWithout: random.pick([[], [7, 8], [12]]),
        contactBy: random.pick(['any', 'email', 'phone'] as const),
        contactName: `${firstName} ${lastName}`,
        contactEmail: contactAddress(site.siret),
        contactPhone: undefined,
        contactHours: random.pick(['', 'le matin', 'l’après-midi, sauf le vendredi']),
        notBefore:
          index === 5 ? now.toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ days: 40 }).toString() : undefined,
        note: '',
      }
      const hostId = inventedId(territoryId, 'host', host.siren)
      await savePrinciple(at(30 + index), tx, { territoryId, hostId, principle, by: undefined })
    }
    const contacts = [
      [4, teacher, 6, 'Appelée pour deux élèves de la classe, réponse attendue'],
      [5, head, 3, 'Visite prévue avec la direction'],
      [6, teacher, 1, ''],
    ] as const
    for (const [index, accountId, daysAgo, note] of contacts) {
      const host = stages[index]?.host
      if (host)
        await contactHost(at(daysAgo), tx, {
          territoryId,
          hostId: inventedId(territoryId, 'host', host.siren),
          accountId,
          note,
          insist: false,
        })
    }
  })
  // Typed again by somebody who did not look first.
  await saveHosts(
    at(12),
    db,
    territoryId,
    stages.slice(2, 7).map(({ host, site }, index) => ({
      id: inventedId(territoryId, 'host', `double ${host.siren}`),
      name: index % 2 === 0 ? host.name.toUpperCase() : `SARL ${host.name}`,
      sector: host.sector,
      registerState: 'unknown' as const,
      sites: [
        {
          id: inventedId(territoryId, 'site', `double ${site.siret}`),
          name: site.name,
          street: site.address,
          postcode: site.postcode,
          commune: site.communeCode,
          city: cityOf(site.communeCode),
          lat: site.lat,
          lon: site.lon,
        },
      ],
    })),
  )
  await jobs.enqueue(db, duplicatesJob, { territoryId })
}

/** The account of a pupil without an e-mail address, whose code the school has printed. */
async function accountWithCode(services: Services, territoryId: string, pupilId: string): Promise<string | undefined> {
  const pupil = await findPupil(services.db, pupilId)
  if (!pupil) return undefined
  const account =
    pupil.accountId ?? (await addPupilAccount(services, services.db, { name: fullName(pupil), territoryId, pupilId }))
  await services.db
    .updateTable('pupils')
    .set({
      account_id: account,
      email: null,
      personal_code_hash: hashPersonalCode(services, pupilId, inventedCode(services, pupilId)),
    })
    .where('id', '=', pupilId)
    .execute()
  return account
}
