import type { TagTone } from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import type { OfferStop, PupilState, RunState } from './tables.ts'

export const runStateWords: Readonly<Record<RunState, { readonly word: string; readonly tone: TagTone }>> = {
  queued: { word: 'en attente', tone: 'wait' },
  running: { word: 'en cours', tone: 'wait' },
  done: { word: 'terminée', tone: 'ok' },
  failed: { word: 'interrompue', tone: 'need' },
  stopped: { word: 'arrêtée', tone: 'plain' },
}

export const pupilStateWords: Readonly<Record<PupilState, { readonly word: string; readonly tone: TagTone }>> = {
  placed: { word: 'place proposée', tone: 'ok' },
  partly: { word: 'une partie des semaines', tone: 'wait' },
  unplaced: { word: 'sans place', tone: 'need' },
  fixed: { word: 'place déjà tenue', tone: 'ok' },
}

/** Why a week has no place, in few words: the code of unplaced.csv. */
export const codeWords: Readonly<Record<string, string>> = {
  no_offer_for_level: 'aucune offre pour ce niveau',
  no_offer_in_week: 'aucune offre cette semaine',
  out_of_reach: 'hors de portée d’un bus',
  needs: 'besoin particulier sans lieu adapté',
  reserved: 'offres réservées à d’autres ou déjà déclinées',
  age: 'âge ou horaires',
  group_too_small: 'groupe trop petit',
  seats_taken: 'places toutes prises',
}

/** The same for someone who may not see health data: a need reads as a closed offer. */
export const sayCode = (code: string, seesNeeds: boolean): string =>
  code === 'needs' && !seesNeeds ? 'aucun lieu ouvert à cet élève' : (codeWords[code] ?? code)

export const stopWords: Readonly<Record<OfferStop, string>> = {
  given: 'la place proposée',
  taken: 'plus de place : elles vont à des élèves qui passent avant ou n’ont qu’elle',
  free: 'encore une place libre',
  level: 'n’accepte pas ce niveau',
  week: 'pas de place pour ces semaines',
  age: 'demande un âge plus élevé',
  needs: 'n’a pas ce dont l’élève a besoin',
  reserved: 'réservée à d’autres élèves',
  avoided: 'déjà déclinée, par l’élève ou par la structure',
  hours: 'horaires interdits à cet âge',
  group: 'demande un groupe, qui n’a pas pu être réuni',
}

/** A sector inside a sentence. */
export function saySector(code: string): string {
  const label = sectorLabels.get(code) ?? code
  return sectorLabels.has(code) ? label.slice(0, 1).toLowerCase() + label.slice(1) : label
}

/** What a run is doing, in few steady words: the engine's own names change faster than one reads. */
export function sayStage(stage: string): string {
  if (stage.startsWith('Lecture')) return 'Lecture des fichiers et des horaires'
  if (/trajets/i.test(stage) && !stage.startsWith('Vérification')) return 'Calcul des trajets'
  if (stage.startsWith('Affectation')) return 'Recherche des meilleures places'
  if (stage.startsWith('Vérification')) return 'Vérification par un programme indépendant'
  return stage
}
