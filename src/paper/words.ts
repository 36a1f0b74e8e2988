import { partyWords } from '#/agreements/index.ts'
import type { SheafState, ZoneOnPage } from './read-stack.ts'
import type { Received } from './receive-papers.ts'

/** Why a file was not taken, or not read; what to do, and that nothing was lost. */
const refusals: Readonly<Record<string, string>> = {
  kind: 'n’est ni un PDF, ni une image JPEG, PNG ou TIFF. Numérisez la pile en PDF, ou photographiez les pages.',
  empty: 'est vide. Choisissez-le de nouveau.',
  'too-large': 'est trop grand. Numérisez en gris à 150 points par pouce, ou en plusieurs fois.',
  'too-many': 'est de trop : un envoi tient 300 fichiers. Faites un second envoi pour la suite.',
  damaged: 'est abîmé et ne s’ouvre pas. Numérisez de nouveau ces pages ; les autres fichiers sont lus.',
  locked: 'est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis envoyez-le de nouveau.',
  pages: 'a plus de 300 pages. Numérisez la pile en plusieurs fois.',
  slow: 'demande trop de calcul pour être ouvert. Numérisez de nouveau ces pages ; les autres fichiers sont lus.',
}

/** « pile.pdf est vide. Choisissez-le de nouveau. » */
export const sayRefusal = (fileName: string, why: string): string => `${fileName} ${refusals[why] ?? refusals.damaged}`

/** How a file was received, in words for the one who sends it; undefined when all is well. */
export const sayReceived = (fileName: string, received: Received): string | undefined =>
  received === 'taken' || received === 'known' ? undefined : sayRefusal(fileName, received)

export const sheafWords: Readonly<Record<SheafState, string>> = {
  open: 'à confirmer',
  waiting: 'confirmée, bientôt comptée',
  counted: 'comptée',
  settled: 'déjà signée',
  'no-signatures': 'page de signatures absente',
  outdated: 'ancienne version : à imprimer et signer de nouveau',
  closed: 'n’attend pas de signature',
}

/** Thousandths of a box beyond which a hand wrote in it: dust and most folds reach 10, a signature 40 at least (measured). A guess: a person looks. */
const written = 22

/** Whether a box looks signed; undefined where nothing could tell. */
export const looksSigned = ({ ink }: Pick<ZoneOnPage, 'ink'>): boolean | undefined =>
  ink === undefined ? undefined : ink >= written

/** « Claude Exemple, structure d’accueil ». */
export const sayZone = ({ name, party }: Pick<ZoneOnPage, 'name' | 'party'>): string => `${name}, ${partyWords[party]}`
