import { calendarOf, zoneOf } from '#/calendar/index.ts'
import { listSites } from '#/directory/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { OfferGround } from '#/rules/index.ts'
import { findTerritory, listSchools } from '#/territory/index.ts'
import type { Offer, OfferSite } from './offer.ts'
import { type OfferAnswers, textOf } from './offer-answers.ts'
import type { OfferSetting } from './read-offer-answers.ts'

/** Today, where the territory is. */
export async function todayIn(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  territoryId: string,
): Promise<Temporal.PlainDate> {
  const territory = await findTerritory(db, territoryId)
  return clock
    .now()
    .toZonedDateTimeISO(territory?.timeZone ?? 'Europe/Paris')
    .toPlainDate()
}

/** The same with the sites as pages show them. */
export type HostSetting = Omit<OfferSetting, 'sites'> & { readonly sites: readonly OfferSite[] }

/** What reading a host's answers needs to know; the schools only when some are named. */
export async function settingOf(
  services: Pick<Services, 'clock'>,
  db: Db,
  {
    territoryId,
    hostId,
    offer,
    answers,
  }: {
    readonly territoryId: string
    readonly hostId: string
    readonly offer: Offer | undefined
    readonly answers: OfferAnswers
  },
): Promise<HostSetting> {
  return {
    today: await todayIn(services, db, territoryId),
    sites: await listSites(db, territoryId, hostId),
    weeks: offer?.weeks ?? [],
    schools: textOf(answers, 'etablissements') === '' ? [] : await listSchools(db, territoryId),
  }
}

/** The law of the place: public and school holidays of the site's département. */
export function groundOf(
  today: Temporal.PlainDate,
  site: Pick<OfferSite, 'commune' | 'postcode'> | undefined,
): OfferGround {
  const code = site?.commune ?? site?.postcode ?? ''
  const departement = /^(97|98)/.test(code) ? code.slice(0, 3) : code.slice(0, 2)
  const zone = zoneOf(departement)
  return { on: today.toString(), holidays: calendarOf(departement), ...(zone === undefined ? {} : { zone }) }
}
