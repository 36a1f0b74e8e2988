import { isDenied } from '#/rules/index.ts'
import { findContactDetails, type Stretch } from './contact-details.ts'

/** `grave`: a young person could come to harm; `look`: somebody reads it before pupils do. */
export type SignSeverity = 'grave' | 'look'

/** A sign of risk: what it means, how much, and where it shows in a text (folded: lower case, no accents, same length). */
export interface Sign {
  readonly severity: SignSeverity
  /** In French, to the coordinator. */
  readonly says: string
  /** To the host, when the offer is sent back: how to mend it. */
  readonly mend: string
  /** Absent for signs that do not lie in the text. */
  readonly find?: (folded: string, text: string) => readonly Stretch[]
}

type Find = (folded: string) => readonly Stretch[]

const words =
  (...forms: readonly RegExp[]): Find =>
  (folded) =>
    forms.flatMap((form) =>
      [...folded.matchAll(form)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
    )

/** The same, unless the text says that it is not so: « stage non rémunéré ». */
const unlessDenied =
  (find: Find): Find =>
  (folded) =>
    find(folded).filter(({ start }) => !isDenied(folded, start))

/** The signs of risk, as data. `forbidden-work` looks with the rules' own list (src/rules/forbidden-work.ts). */
export const signs = {
  'closed-host': {
    severity: 'grave',
    says: 'La structure est fermée selon le registre des entreprises.',
    mend: 'Vérifiez le numéro SIRET de la structure.',
  },
  'unknown-host': {
    severity: 'look',
    says: 'Le registre des entreprises ne connaît pas ce numéro SIRET.',
    mend: 'Vérifiez le numéro SIRET de la structure.',
  },
  'forbidden-work': {
    severity: 'grave',
    says: 'Le texte nomme un travail interdit aux mineurs.',
    mend: 'Retirez le travail interdit, ou précisez que l’élève l’observe sans y prendre part.',
  },
  indecent: {
    severity: 'grave',
    says: 'Le texte a un caractère sexuel.',
    mend: 'Décrivez un lieu et des activités qui conviennent à un mineur.',
    find: words(
      /\b(?:sexy|erotique|coquin\w*|libertin\w*|escorts?|lingerie sur mannequin|photos? (?:denudee?s?|nues?|de charme)|massages? (?:naturiste|sensuel|tantrique)\w*|hotesses? (?:de charme|de bar)|webcam|onlyfans|bikini)\b/g,
    ),
  },
  abuse: {
    severity: 'grave',
    says: 'Le texte contient une injure.',
    mend: 'Retirez l’injure.',
    find: words(
      /\b(?:connards?|connasses?|salopes?|salopards?|putes?|encules?|batards?|bougnoules?|negros?|pedes?|tapettes?|gouines?|mongols?|debiles?|sales? (?:arabes?|juifs?|noirs?|blancs?|gitans?|etrangers?)|feignasses?|cassos)\b/g,
    ),
  },
  'disguised-job': {
    severity: 'look',
    says: 'Le texte ressemble à une offre d’emploi.',
    mend: 'Un stage n’est ni payé au travail fourni ni soumis à des objectifs : décrivez ce que l’élève découvre.',
    find: (folded, text) => [
      ...unlessDenied(
        words(
          /\b(?:salaires?|smic|remunerations?|remuneree?s?|paye a l'heure|\d+(?:[.,]\d+)?\s?(?:€|euros?)\s?(?:net|brut|de l'heure|par heure|\/\s?h|par mois|par jour)\w*)/g,
          /\b(?:commissions? (?:sur|de) |primes? (?:sur|de) (?:vente|objectif|resultat|rendement)\w*|objectifs? de vente|chiffre d'affaires a realiser)/g,
          /\b(?:cdd|periode d'essai|contrat de travail|embauche (?:immediate|a la cle|possible)|recrut(?:e|ons) (?:un|une|des) (?!eleves?|stagiaires?|collegiens?|lyceens?)\w+|poste a pourvoir|experience (?:exigee|requise|souhaitee)|permis (?:b|de conduire) (?:exige|obligatoire|requis|indispensable)|disponible immediatement|interim(?:aire)?s?|cv et lettre de motivation exiges)/g,
          /\b(?:cadences?|(?:heures?|ligne) de production|production en serie|travail a la chaine|rendement|remplacer (?:un|une|le|la|nos?) (?:salarie|employe|collegue|vendeu|serveu)\w*|en autonomie (?:complete|totale)|tenir (?:seule?|la caisse seule?))/g,
          /\b(?:vous (?:devrez |allez |aurez a )?vend(?:re|ez|rez)|vendre (?:nos|des|les|un maximum)|porte[- ]a[- ]porte|demarchage|demarcher|prospection telephonique|prospecter|teleprospect\w*)/g,
        ),
      )(folded),
      // In capitals only, and not the school library: « au CDI du collège ».
      ...[
        ...text.matchAll(
          /(?<!(?:\bau|\bdu|\ble|\bnotre|\bvotre|\bun|^Au|^Le|^Un|\bAu|\bLe|\bNotre) )\bCDI\b(?! du (?:coll|lyc))/g,
        ),
      ].map((match) => ({
        start: match.index,
        end: match.index + 3,
      })),
    ],
  },
  'another-offer': {
    severity: 'look',
    says: 'Le texte propose autre chose qu’un stage : une formation payante, une vente par réseau.',
    mend: 'Cette plateforme n’accepte que des stages, gratuits pour l’élève.',
    find: unlessDenied(
      words(
        /\b(?:formations? (?:payantes?|a \d+)|frais (?:de dossier|d'inscription|d'adhesion)|droits? d'inscription|acompte|caution de \d+|inscrivez-vous a (?:notre|nos) formations?|payer (?:son|le|votre) stage)/g,
        /\b(?:mlm|marketing (?:de reseau|relationnel|multi-?niveaux?)|vente (?:pyramidale|multi-?niveaux?)|parrain(?:ez|er|age) (?:vos|des|de|remunere)|revenus? (?:complementaires?|passifs?|residuels?)|gagne[rz] de l'argent|argent facile|liberte financiere|independance financiere|devenez (?:votre propre patron|distributeur)|distributeurs? independants?|trading|crypto-?monnaies?|investissez)/g,
      ),
    ),
  },
  contact: {
    severity: 'look',
    says: 'Le texte laisse un téléphone, une adresse électronique ou un compte.',
    mend: 'Retirez le téléphone, l’adresse ou le compte : les élèves vous écrivent par la plateforme, qui vous prévient.',
    find: findContactDetails,
  },
  link: {
    severity: 'look',
    says: 'Le texte contient un lien.',
    mend: 'Retirez le lien ; le site de la structure a sa place dans sa fiche.',
    find: (folded) =>
      [
        ...folded.matchAll(
          /\bhttps?:\/\/\S+|\bwww\.\S+|(?<![@\w.-])[a-z0-9-]{2,}(?:\.[a-z0-9-]+)*\.(?:fr|com|org|net|eu|io|info|biz|shop|link|xyz|top|me|ly|app|site|online|bzh)\b(?:\/\S*)?/g,
        ),
      ].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  },
  repeated: {
    severity: 'look',
    says: 'Le même texte se retrouve dans beaucoup d’offres.',
    mend: 'Décrivez ce qui est propre à ce lieu.',
  },
  returned: {
    severity: 'look',
    says: 'La structure renvoie l’offre après votre demande.',
    mend: 'Relisez l’offre avec ce qui vous est demandé.',
  },
  reported: {
    severity: 'look',
    says: 'Des personnes ont signalé cette offre.',
    mend: 'Relisez l’offre avec ce qui vous est demandé.',
  },
} as const satisfies Readonly<Record<string, Sign>>

export type SignId = keyof typeof signs
