import { foldedText } from './folded-text.ts'

/** A kind of work that people under 18 may not be put to, and the words by which it shows in a text. */
export interface ForbiddenWork {
  readonly id: string
  readonly article: string
  readonly says: string
  /** On folded text (lower case, no accents). */
  readonly words: RegExp
}

/**
 * Code du travail, articles D4153-15 to D4153-37, as words of an offer. A list of words is wrong at times in both directions: what it
 * finds goes before a person and refuses nothing by itself.
 */
export const forbiddenWorks: readonly ForbiddenWork[] = [
  {
    id: 'violence',
    article: 'D4153-16',
    says: 'actes ou images violents ou pornographiques',
    words: /\b(?:pornograph\w*|films? x\b|contenus? pour adultes|strip-?tease\w*)/g,
  },
  {
    id: 'chemicals',
    article: 'D4153-17',
    says: 'produits chimiques dangereux',
    words:
      /\b(?:produits? (?:chimiques? dangereux|cancerogenes?|corrosifs?|toxiques?|phytosanitaires?)|pesticides?|solvants?|acides? (?:sulfurique|chlorhydrique|nitrique)|epandage de (?:produits|pesticides))/g,
  },
  { id: 'asbestos', article: 'D4153-18', says: 'amiante', words: /\b(?:des)?amiant\w*/g },
  {
    id: 'biological',
    article: 'D4153-19',
    says: 'agents biologiques dangereux',
    words: /\b(?:agents? biologiques? (?:pathogenes?|dangereux)|laboratoire (?:l3|l4|p3|p4)\b)/g,
  },
  {
    id: 'vibrations',
    article: 'D4153-20',
    says: 'vibrations mécaniques',
    words: /\b(?:marteaux?[- ]piqueurs?|brise-beton|brise-roche|perforateurs?)\b/g,
  },
  {
    id: 'radiation',
    article: 'D4153-21 et D4153-22',
    says: 'rayonnements',
    words:
      /\b(?:rayonnements? (?:ionisants?|optiques? artificiels?)|rayons x|lasers? de classe [34]|soudage a l'arc|soudure a l'arc)/g,
  },
  {
    id: 'pressure-diving',
    article: 'D4153-23',
    says: 'milieu hyperbare',
    words: /\b(?:hyperbare|plongee professionnelle|scaphandr\w*)/g,
  },
  {
    id: 'electricity',
    article: 'D4153-24',
    says: 'pièces nues sous tension',
    words: /\b(?:sous tension|haute tension|armoires? electriques? ouvertes?|habilitation electrique)/g,
  },
  {
    id: 'collapse',
    article: 'D4153-25',
    says: 'démolition, tranchées, étaiement',
    words: /\b(?:demolitions?|tranchees?|etaiement|ensevelissement|terrassement en fouille)/g,
  },
  {
    id: 'driving',
    article: 'D4153-26 et D4153-27',
    says: 'conduite d’engins et de levage',
    words:
      /\b(?:(?:conduire|conduite|piloter|manier|manoeuvrer|manouvrer|utiliser) (?:d'|de |des |du |le |la |les |l'|un |une )*(?:tracteurs?|engins?|chariots? elevateurs?|fenwick|nacelles?|grues?|pelleteuses?|mini-?pelles?|quads?|transpalettes? electriques?|chargeuses?|telescopiques?)|caristes?\b|caces\b)/g,
  },
  {
    id: 'machines',
    article: 'D4153-28 et D4153-29',
    says: 'machines dangereuses',
    words:
      /\b(?:tronconneuses?|debroussailleuses?|(?:utiliser|utilisation|manier|travail(?:ler)? sur|se servir|decoup\w+ a) (?:d'|de |des |du |le |la |les |l'|un |une )*(?:presses?(?! ecrite| locale| regionale| nationale)|scies?|degauchisseuses?|toupies?|meuleuses?|massicots?|cisailles?|machines? a bois|trancheuses?|hachoirs?|fraiseuses?|tours? (?:a metaux|mecaniques?)))/g,
  },
  {
    id: 'heights',
    article: 'D4153-30 et D4153-31',
    says: 'travail en hauteur, échafaudages',
    words:
      /\b(?:travaux? en hauteur|travail en hauteur|travailler en hauteur|echafaudages?|sur (?:les |le |la |un )?(?:toits?|toitures?)|couvreur sur le toit|cordistes?)/g,
  },
  {
    id: 'trees',
    article: 'D4153-32',
    says: 'travail dans les arbres',
    words:
      /\b(?:grimper? (?:dans|aux) (?:les )?arbres|elagage (?:en hauteur|grimpe)|elagueur grimpeur|elagueurs?-grimpeurs?)/g,
  },
  {
    id: 'pressure',
    article: 'D4153-33',
    says: 'appareils sous pression',
    words: /\b(?:appareils? (?:a|sous) pression|autoclaves?|bouteilles? de gaz sous pression)/g,
  },
  {
    id: 'confined',
    article: 'D4153-34',
    says: 'milieux confinés',
    words:
      /\b(?:milieux? confines?|interieur (?:des |d'une |de la )?cuves?|nettoy\w+ (?:des |de |les |d'une |la )?(?:cuves?|fosses?|puits|egouts?)|egoutiers?|galeries souterraines)/g,
  },
  {
    id: 'molten',
    article: 'D4153-35',
    says: 'verre ou métaux en fusion',
    words:
      /\b(?:(?:verre|metal|metaux|acier|fonte|bronze|aluminium) en fusion|coulee (?:de|du) (?:metal|bronze|fonte|acier))/g,
  },
  {
    id: 'temperatures',
    article: 'D4153-36',
    says: 'températures extrêmes',
    words: /\b(?:temperatures? extremes?|chambres? (?:froides? negatives?|de congelation)|chaleur extreme)/g,
  },
  {
    id: 'animals',
    article: 'D4153-37',
    says: 'abattage, animaux dangereux',
    words:
      /\b(?:abattoirs?|abattage (?:des? |d')?(?:animaux|betes|volailles?|bovins|porcs|moutons)|euthanas\w+|equarriss\w+|(?:animaux|serpents?) (?:feroces?|venimeux)|fauves?\b)/g,
  },
]

/** A place of a text that names forbidden work. */
export interface ForbiddenWorkFound {
  readonly work: ForbiddenWork
  readonly start: number
  readonly end: number
}

/** Where a text names forbidden work, unless it says that it is not done: « sans travail en hauteur ». */
export function findForbiddenWork(text: string): readonly ForbiddenWorkFound[] {
  const folded = foldedText(text)
  return forbiddenWorks.flatMap((work) =>
    [...folded.matchAll(work.words)]
      .filter(({ index }) => !isDenied(folded, index))
      .map((match) => ({ work, start: match.index, end: match.index + match[0].length })),
  )
}

/** Whether what stands at `index` is said not to be: no more than a few words before it, in the same sentence. */
export const isDenied = (folded: string, index: number): boolean =>
  /\b(?:sans|pas|aucune?s?|jamais|ni|non|interdite?s?|exclue?s?|hors|ne|n')\b[^.;!?\n]{0,32}$/.test(
    folded.slice(Math.max(0, index - 48), index),
  )
