import type { Host, Site } from '../hosts.ts'
import type { Offer } from '../offers.ts'
import { kilometres } from '../place.ts'
import type { Pupil } from '../pupils.ts'
import type { Territory } from '../territory.ts'

/** A host of the story, where it is, and an offer of the territory to write others after. */
export interface Stage {
  readonly host: Host
  readonly site: Site
  readonly offer: Offer
}

/** Who plays the demonstration: a class of the largest school, and those who welcome near it. */
export interface Cast {
  /** UAI */
  readonly school: string
  readonly className: string
  /** Of the class, without a place. The first signs in by mail, the second with a printed code. */
  readonly seekers: readonly Pupil[]
  /** The first is the host whom one may enter as. */
  readonly stages: readonly Stage[]
}

const wanted = 10

/** The class that plays: the first of the largest school. */
export function castClass(pupils: readonly Pupil[]): Pick<Cast, 'school' | 'className'> {
  const largest = [...Map.groupBy(pupils, ({ school }) => school)].toSorted(
    ([one, some], [other, others]) => others.length - some.length || (one < other ? -1 : 1),
  )[0]
  if (!largest) throw new RangeError('a territory without pupils')
  const [school, ofSchool] = largest
  return { school, className: ofSchool.map((pupil) => pupil.className).toSorted()[0] ?? '' }
}

/** Chooses them from the territory: always the same for the same territory. */
export function chooseCast({ pupils, hosts, offers, schools }: Territory): Cast {
  const { school: uai, className } = castClass(pupils)
  const school = schools.find((each) => each.uai === uai)
  const siteOf = new Map(hosts.flatMap((host) => host.sites.map((site) => [site.siret, { host, site }] as const)))
  const near = offers
    .filter(({ levels, group, minAge }) => levels.includes('seconde') && !group && !minAge)
    .map((offer) => ({ offer, km: school ? kilometres(offer, school) : 0 }))
    .toSorted((one, other) => one.km - other.km || (one.offer.id < other.offer.id ? -1 : 1))
  const stages = new Map<string, Stage>()
  for (const { offer } of near) {
    const found = siteOf.get(offer.host)
    if (found && !stages.has(found.host.siren) && stages.size < wanted)
      stages.set(found.host.siren, { ...found, offer })
  }
  return {
    school: uai,
    className,
    // Those who live near first: a bus goes there.
    seekers: pupils
      .filter(
        (pupil) =>
          pupil.school === uai &&
          pupil.className === className &&
          pupil.fixed === undefined &&
          pupil.weeks.length > 1 &&
          pupil.needs.length === 0,
      )
      .toSorted((one, other) => (school ? kilometres(one, school) - kilometres(other, school) : 0)),
    stages: [...stages.values()],
  }
}
