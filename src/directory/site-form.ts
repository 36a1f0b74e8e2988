import type { FieldError } from '#/design/index.ts'
import type { Site } from './site.ts'

/** The answers about a site as texts. */
export const emptySiteForm = { lieu: '', rue: '', code: '', commune: '', arret: '' }
export type SiteForm = { readonly [Field in keyof typeof emptySiteForm]: string } & {
  readonly acces: readonly string[]
}

/** What a site can offer (src/rules/facility.ts), as a form asks it. */
export const facilityChoices = [
  { value: 'wheelchair', label: 'Accès en fauteuil roulant' },
  { value: 'lift', label: 'Ascenseur' },
  { value: 'hearing_loop', label: 'Boucle magnétique' },
  { value: 'sign_language', label: 'Langue des signes' },
] as const

export const readSiteForm = (sent: (name: string) => string, ticked: (name: string) => readonly string[]): SiteForm => {
  const form = { ...emptySiteForm }
  for (const field of Object.keys(emptySiteForm))
    if (isField(field)) form[field] = sent(field).replaceAll('\0', '').trim().slice(0, 1000)
  return { ...form, acces: ticked('acces') }
}
const isField = (name: string): name is keyof typeof emptySiteForm => name in emptySiteForm

export const siteFormOf = (site: Site): SiteForm => ({
  lieu: site.name,
  rue: site.street,
  code: site.postcode,
  commune: site.city,
  arret: site.nearestStop,
  acces: site.facilities,
})

/** What a form says of a site; where it stands is found out after. */
export interface JudgedSite {
  readonly name: string
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly nearestStop: string
  readonly facilities: readonly string[]
}

const longest = 120

/** The site of a form, or all that is to be mended in it. A site without a name of its own is called by its commune. */
export function judgeSiteForm(form: SiteForm): { readonly site: JudgedSite } | { readonly errors: FieldError[] } {
  const errors: FieldError[] = []
  const fail = (name: string, message: string) => errors.push({ name, message })
  for (const [field, label] of [
    ['lieu', 'le nom du lieu'],
    ['rue', 'la rue'],
    ['arret', 'le nom de l’arrêt'],
  ] as const)
    if (form[field].length > longest) fail(field, `Raccourcissez ${label} : ${longest} signes au plus.`)
  const postcode = form.code.replaceAll(/\s/g, '')
  if (!/^\d{5}$/.test(postcode)) fail('code', 'Donnez le code postal : cinq chiffres, par exemple 14500.')
  if (form.commune === '' || form.commune.length > longest)
    fail('commune', 'Donnez la commune, par exemple Vire Normandie.')
  const known: readonly string[] = facilityChoices.map(({ value }) => value)
  const facilities = [...new Set(form.acces)].filter((code) => known.includes(code))
  if (facilities.length !== new Set(form.acces).size) fail('acces', 'Cochez seulement des accès de la liste.')
  if (errors.length > 0) return { errors }
  return {
    site: {
      name: form.lieu || form.commune,
      street: form.rue,
      postcode,
      city: form.commune,
      nearestStop: form.arret,
      facilities,
    },
  }
}
