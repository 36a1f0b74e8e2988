import { z } from 'zod'
import type { Establishment } from './establishment.ts'
import { readNaf } from './naf.ts'
import { leastStaff } from './staff.ts'

const text = z.string().nullish()
const number = z.union([z.number(), z.string()]).nullish()

/** An establishment in an answer of the API Recherche d'entreprises: what of it is read, all of it possibly absent. */
const establishmentShape = z.object({
  siret: z.string(),
  activite_principale: text,
  etat_administratif: text,
  tranche_effectif_salarie: text,
  adresse: text,
  numero_voie: text,
  indice_repetition: text,
  type_voie: text,
  libelle_voie: text,
  code_postal: text,
  commune: text,
  libelle_commune: text,
  latitude: number,
  longitude: number,
  date_fermeture: text,
  nom_commercial: text,
  liste_enseignes: z.array(z.string()).nullish(),
})

const answerShape = z.object({
  results: z.array(
    z.object({
      nom_complet: text,
      nom_raison_sociale: text,
      etat_administratif: text,
      siege: establishmentShape.nullish(),
      matching_etablissements: z.array(establishmentShape).nullish(),
    }),
  ),
})

/** What the register says of one SIRET. */
export type RegisterFinding =
  | { readonly state: 'open' | 'closed'; readonly establishment: Establishment }
  | { readonly state: 'unknown' }

/**
 * Finds the establishment of a SIRET in what the API answered (`GET /search?q=SIRET`): it searches by words, so that others may come
 * along. Undefined: the answer is not what the API promises.
 * Source: https://recherche-entreprises.api.gouv.fr/docs
 */
export function readEstablishment(json: unknown, siret: string): RegisterFinding | undefined {
  const parsed = answerShape.safeParse(json)
  if (!parsed.success) return undefined
  for (const company of parsed.data.results) {
    const { siege, matching_etablissements: matching } = company
    const found = [...(matching ?? []), ...(siege ? [siege] : [])].find((each) => each.siret === siret)
    if (!found) continue
    const [sign] = found.liste_enseignes ?? []
    const open = found.etat_administratif !== 'F' && company.etat_administratif !== 'C'
    return {
      state: open ? 'open' : 'closed',
      establishment: {
        siret,
        name: [sign, found.nom_commercial, company.nom_raison_sociale, company.nom_complet].map(said).find(Boolean),
        naf: readNaf(said(found.activite_principale) ?? ''),
        staff: leastStaff(found.tranche_effectif_salarie ?? ''),
        street: streetOf(found),
        postcode: said(found.code_postal),
        commune: said(found.commune),
        city: said(found.libelle_commune),
        lat: degrees(found.latitude, 90),
        lon: degrees(found.longitude, 180),
        closedOn: said(found.date_fermeture),
      },
    }
  }
  return { state: 'unknown' }
}

/** Those who asked not to be published are written « [NON-DIFFUSIBLE] », or « [ND] ». */
function said(value: string | null | undefined): string | undefined {
  const trimmed = value?.trim() ?? ''
  return trimmed === '' || /^\[?(non-diffusible|nd)\]?$/i.test(trimmed) ? undefined : trimmed
}

/** Its parts where they are given, else the address without the commune at its end. */
function streetOf(found: z.infer<typeof establishmentShape>): string | undefined {
  const parts = [found.numero_voie, found.indice_repetition, found.type_voie, found.libelle_voie].map(said)
  const street = parts.filter((part) => part !== undefined).join(' ')
  if (street !== '') return street
  const [whole, postcode] = [said(found.adresse), said(found.code_postal)]
  const at = whole !== undefined && postcode !== undefined ? whole.lastIndexOf(postcode) : -1
  return said(at === -1 ? whole : whole?.slice(0, at))
}

/** Written as a number or as a text. */
function degrees(value: string | number | null | undefined, most: number): number | undefined {
  if (value === null || value === undefined || value === '') return undefined
  const found = Number(value)
  return Number.isFinite(found) && Math.abs(found) <= most ? found : undefined
}
