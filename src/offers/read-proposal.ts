import type { FieldError } from '#/design/index.ts'
import { askRegister, placeSite, type RegisterAnswer, readSiret, sectorOfNaf, siretWords } from '#/directory/index.ts'
import type { Services } from '#/platform/services.ts'
import type { OfferFinding } from '#/rules/index.ts'
import { listTerritories } from '#/territory/index.ts'
import { secondeWeeks } from './next-year.ts'
import type { OfferAnswers } from './offer-answers.ts'
import { todayIn } from './offer-setting.ts'
import type { Proposal, ProposalForm } from './proposal.ts'
import { lawOf } from './publish-draft.ts'
import { readOfferAnswers } from './read-offer-answers.ts'

export type ReadProposal =
  | { readonly proposal: Proposal; readonly territoryId: string }
  | { readonly errors: readonly FieldError[]; readonly findings: readonly OfferFinding[] }

/** As the form asks: whoever mends goes down the page once. */
const asked = ['siret', 'structure', 'secteur', 'nom', 'email', 'description', 'places', 'rue', 'code', 'commune']
const rank = ({ name }: FieldError): number => {
  const [field = ''] = name.split('-')
  return asked.includes(field) ? asked.indexOf(field) : asked.length
}

/** Whom a place is for, by its week: pupils of seconde in their national window, of quatrième and troisième the rest of the year. */
const otherSchemes = ['observation-3e', 'observation-4e'] as const

/**
 * Reads the five answers; the rest takes the values that most hosts give, lawful at any age. May ask the registers of companies and
 * addresses, so never inside a transaction.
 */
export async function readProposal(services: Services, form: ProposalForm): Promise<ReadProposal> {
  const errors: FieldError[] = []
  const fail = (name: string, message: string) => errors.push({ name, message })
  const siret = form.siret === '' ? undefined : readSiret(form.siret)
  if (siret && 'why' in siret) fail('siret', siretWords(siret))
  const known = siret && 'siret' in siret ? await askRegister(services, siret.siret) : undefined
  if (known?.state === 'closed')
    fail('siret', 'L’annuaire des entreprises dit cet établissement fermé. Donnez le SIRET du lieu actuel.')
  const establishment = known && 'establishment' in known ? known.establishment : undefined
  const hostName = form.structure || (establishment?.name ?? '')
  if (hostName.length < 2) fail('structure', nameMissing(known))
  if (hostName.length > 150) fail('structure', 'Le nom de la structure : 150 signes au plus.')
  const address = {
    lieu: hostName,
    street: form.rue || (establishment?.street ?? ''),
    postcode: (form.code || (establishment?.postcode ?? '')).replace(/\s/g, ''),
    city: form.commune || (establishment?.city ?? ''),
  }
  if (!/^\d{5}$/.test(address.postcode)) fail('code', 'Donnez le code postal, cinq chiffres.')
  if (address.city.length < 2) fail('commune', 'Donnez la commune.')
  if (address.street.length > 200 || address.city.length > 100)
    fail('rue', 'Cette adresse est trop longue : le numéro, la rue et la commune suffisent.')
  const placed = errors.some(({ name }) => ['code', 'commune', 'rue'].includes(name))
    ? undefined
    : await place(services, address)
  if (!placed && !errors.some(({ name }) => ['code', 'commune', 'rue'].includes(name)))
    fail(
      'commune',
      `« ${address.city} » n’est pas une commune d’un territoire servi ici. Vérifiez son nom et le code postal.`,
    )
  const territoryId = placed?.territoryId ?? (await listTerritories(services.db))[0]?.id ?? ''
  const today = await todayIn(services, services.db, territoryId)
  const spot = { id: 'lieu', lat: placed?.site.lat ?? 0, lon: placed?.site.lon ?? 0 }
  const setting = { today, sites: [spot], weeks: [], schools: [] }
  const { content, errors: wrong } = readOfferAnswers(answersOfProposal(form, hostName, establishment?.naf), setting)
  for (const { name, message } of wrong)
    if (name.startsWith('places-')) fail(name === 'places-*' ? 'places' : name, message)
    else if (name in form) fail(name, name === 'secteur' ? 'Choisissez votre activité dans la liste.' : message)
  if (errors.length > 0 || !placed)
    return { errors: errors.toSorted((one, other) => rank(one) - rank(other)), findings: [] }
  const { siteId: _, ...rest } = content
  const findings = lawOf(content, { today, sites: [{ ...placed.site, ...spot, nearestStop: '', facilities: [] }] })
  if (findings.some(({ severity }) => severity === 'refused')) return { errors: [], findings }
  return {
    territoryId,
    proposal: {
      siret: siret && 'siret' in siret ? siret.siret : undefined,
      hostName,
      naf: establishment?.naf,
      site: placed.site,
      content: rest,
    },
  }
}

const nameMissing = (known: RegisterAnswer | undefined): string => {
  if (!known) return 'Donnez le nom de votre structure, ou son SIRET.'
  return known.state === 'silent'
    ? 'L’annuaire des entreprises ne répond pas en ce moment : écrivez le nom de votre structure.'
    : 'L’annuaire des entreprises ne connaît pas ce numéro : écrivez le nom de votre structure.'
}

/** The first territory where the address stands. */
async function place(
  services: Services,
  { lieu, street, postcode, city }: { lieu: string; street: string; postcode: string; city: string },
) {
  for (const { id: territoryId } of await listTerritories(services.db)) {
    const found = await placeSite(services, territoryId, {
      name: lieu,
      street,
      postcode,
      city,
      facilities: [],
      nearestStop: '',
    })
    if (found)
      return {
        territoryId,
        site: {
          ...{ name: lieu.slice(0, 150), street, postcode, city: found.city, commune: found.commune },
          ...{ lat: found.lat, lon: found.lon, precision: found.precision ?? ('commune' as const) },
        },
      }
  }
  return undefined
}

/** The whole form of an offer, from the five answers and good defaults. */
function answersOfProposal(form: ProposalForm, hostName: string, naf: string | undefined): OfferAnswers {
  const weeks = Object.entries(form.places).flatMap(([key, value]) =>
    value === '' || value === '0' ? [] : [key.slice('places-'.length)],
  )
  const isSeconde = (week: string): boolean => secondeWeeks(Number(week.slice(0, 4))).includes(week)
  const schemes = [
    ...(weeks.some(isSeconde) ? ['observation-2de'] : []),
    ...(weeks.some((week) => !isSeconde(week)) ? otherSchemes : []),
  ]
  return {
    titre: `Découvrir ${hostName}`.slice(0, 150),
    description: form.description,
    dispositifs: schemes.length > 0 ? schemes : ['observation-2de'],
    portee: 'week',
    ...form.places,
    jours: ['1', '2', '3', '4', '5'],
    ...{ debut: '09:00', midi: '12:00', reprise: '13:00', fin: '16:00' },
    lieu: 'lieu',
    secteur: form.secteur || (naf === undefined ? '' : (sectorOfNaf(naf) ?? '')),
    nom: form.nom,
    email: form.email,
  }
}
