import type { FieldError } from '#/design/index.ts'
import type { Host } from './host.ts'
import { readNaf, sectorOfNaf } from './naf.ts'
import { sectorLabels } from './sectors.ts'
import { readSiret, siretWords } from './siret.ts'
import { staffChoices } from './staff.ts'

/** The answers about a host as texts, so that a refused form comes back as it was. */
export const emptyHostForm = {
  nom: '',
  /** Ticked: a structure without a SIRET. */
  sans: '',
  siret: '',
  naf: '',
  secteur: '',
  effectif: '',
  presentation: '',
  site: '',
  /** The version that the person saw. */
  version: '',
}
export type HostForm = { readonly [Field in keyof typeof emptyHostForm]: string }

/** The answers out of what a browser sent; what is absent is empty. */
export const readHostForm = (sent: (name: string) => string): HostForm => {
  const form = { ...emptyHostForm }
  for (const field of Object.keys(emptyHostForm))
    if (isField(field)) form[field] = sent(field).replaceAll('\0', '').trim().slice(0, 5000)
  return form
}
const isField = (name: string): name is keyof typeof emptyHostForm => name in emptyHostForm

export const hostFormOf = (host: Host): HostForm => ({
  nom: host.name,
  sans: host.siret === undefined ? '1' : '',
  siret: host.siret ?? '',
  naf: host.naf ?? '',
  secteur: host.sector ?? '',
  effectif: host.staff === undefined ? '' : String(host.staff),
  presentation: host.description,
  site: host.website ?? '',
  version: String(host.version),
})

/** What a form says of a host, once it is right. */
export type JudgedHost = Pick<Host, 'name' | 'siret' | 'naf' | 'sector' | 'staff' | 'description' | 'website'>

const longest = { name: 150, description: 2000, website: 300 }

/** The host of a form, or all that is to be mended in it. */
export function judgeHostForm(form: HostForm): { readonly host: JudgedHost } | { readonly errors: FieldError[] } {
  const errors: FieldError[] = []
  const fail = (name: keyof HostForm, message: string): undefined => {
    errors.push({ name, message })
    return undefined
  }
  if (form.nom === '') fail('nom', 'Donnez le nom de la structure.')
  if (form.nom.length > longest.name) fail('nom', `Raccourcissez le nom : ${longest.name} signes au plus.`)
  const siret = judgeSiret(form, (message) => fail('siret', message))
  const naf =
    form.naf === ''
      ? undefined
      : (readNaf(form.naf) ??
        fail(
          'naf',
          'Un code NAF a quatre chiffres et une lettre, par exemple 62.01Z. Laissez vide si vous ne le savez pas.',
        ))
  const sector = form.secteur === '' ? naf && sectorOfNaf(naf) : form.secteur
  if (sector !== undefined && !sectorLabels.has(sector)) fail('secteur', 'Choisissez un secteur de la liste.')
  const staff = form.effectif === '' ? undefined : Number(form.effectif)
  if (staff !== undefined && !(Number.isInteger(staff) && staff >= 0 && staff < 1_000_000))
    fail('effectif', 'Choisissez une taille de la liste.')
  if (form.presentation.length > longest.description)
    fail('presentation', `Raccourcissez la présentation : ${longest.description} signes au plus.`)
  const website =
    form.site === ''
      ? undefined
      : (readWebsite(form.site) ??
        fail('site', 'Donnez une adresse de site complète, par exemple https://www.exemple.fr.'))
  if (errors.length > 0) return { errors }
  return { host: { name: form.nom, siret, naf, sector, staff, description: form.presentation, website } }
}

function judgeSiret(form: HostForm, fail: (message: string) => undefined): string | undefined {
  if (form.siret === '' && form.sans !== '') return undefined
  const read = readSiret(form.siret)
  if ('siret' in read)
    return form.sans === ''
      ? read.siret
      : fail('Vous donnez un SIRET et dites que la structure n’en a pas : gardez l’un des deux.')
  return fail(siretWords(read))
}

/** Only the web's own addresses: a link that runs a script is none. */
function readWebsite(text: string): string | undefined {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (address.length > longest.website || !URL.canParse(address)) return undefined
  const url = new URL(address)
  return /^https?:$/.test(url.protocol) && url.hostname.includes('.') && url.username === '' ? url.href : undefined
}

/** Sizes to choose from, the one of a host among them even when it is a number of its own. */
export const sizeChoices = [{ value: '', label: 'Je ne sais pas' }, ...staffChoices]
