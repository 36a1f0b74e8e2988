import { type Random, runningTotals } from './random.ts'

/** How a sector shows in a territory: weights are relative, places are where its hosts stand. */
export interface SectorProfile {
  readonly code: string
  /** Share of the hosts. */
  readonly hosts: number
  /** Share of the pupils' wishes: what many want and few offer makes the shortages. */
  readonly wished: number
  /** Relative to the other hosts, in a town's centre, in an activity zone, in bourgs and country. */
  readonly town: number
  readonly zone: number
  readonly country: number
  /** What a host is called, before a place word. */
  readonly names: readonly string[]
  readonly title: string
}

// code, hosts, wished, town, zone, country, names, title
const rows: readonly (readonly [string, number, number, number, number, number, string, string])[] = [
  ['s1', 2, 1, 0, 2, 4, 'Machines agricoles|Atelier agricole', 'Entretien et réparation de machines agricoles'],
  ['s2', 2, 4, 3, 1, 1, 'Atelier d’architecture|Bureau de paysage', 'Du plan au chantier : architecture et paysage'],
  ['s3', 0.5, 3, 2, 1, 0, 'Centre d’information|Base', 'Découverte des métiers de la défense'],
  ['s4', 1.5, 5, 3, 1, 1, 'Studio graphique|Atelier de création', 'Création graphique et design'],
  ['s5', 1.5, 2, 2, 1, 3, 'Atelier d’art|Poterie', 'Gestes et matières à l’atelier'],
  ['s6', 1, 4, 3, 1, 1, 'Théâtre|Salle de spectacle', 'Les coulisses d’un spectacle'],
  ['s7', 0.8, 5, 3, 1, 0, 'Studio de tournage|Atelier du son', 'Image et son : de la prise de vue au montage'],
  ['s8', 5, 4, 1, 4, 3, 'Garage|Carrosserie', 'Accueil et atelier d’un garage'],
  ['s9', 4, 3, 4, 1, 1, 'Agence bancaire|Cabinet d’assurance', 'Conseiller et assurer : la vie d’une agence'],
  [
    's10',
    8,
    3,
    1,
    4,
    4,
    'Maçonnerie|Menuiserie|Électricité|Couverture',
    'Les métiers du bâtiment, de l’atelier au chantier',
  ],
  ['s11', 2, 3, 3, 1, 1, 'Institut|Salon de coiffure', 'Accueil et soins en institut'],
  ['s12', 13, 5, 3, 3, 2, 'Magasin|Épicerie|Boutique|Supermarché', 'Vente, rayons et relation avec les clients'],
  ['s13', 1.5, 5, 3, 1, 0, 'Agence de communication', 'Construire une campagne de communication'],
  ['s14', 4, 2, 3, 2, 1, 'Cabinet comptable', 'Comptes, paie et ressources humaines'],
  ['s15', 1.5, 2, 3, 2, 0, 'Cabinet de conseil', 'Analyser et conseiller'],
  ['s16', 0.8, 5, 0, 3, 0, 'Chantier naval|Ateliers aéronautiques', 'Construire et contrôler de grands ensembles'],
  ['s17', 2, 4, 4, 0, 2, 'Musée|Maison du patrimoine', 'Faire vivre un lieu de culture'],
  ['s18', 1.5, 9, 4, 0, 0, 'Étude notariale|Cabinet d’avocats', 'Le droit au quotidien'],
  ['s19', 1.5, 3, 3, 0, 1, 'Librairie|Médiathèque', 'Des livres et des lecteurs'],
  ['s20', 1, 3, 0, 4, 0, 'Atelier d’électronique', 'De la carte au produit'],
  ['s21', 1.5, 2, 1, 4, 1, 'Énergies', 'Produire et distribuer l’énergie'],
  ['s22', 8, 8, 3, 1, 3, 'École maternelle|École primaire|Collège', 'Dans une école, de l’autre côté du bureau'],
  ['s23', 2, 5, 1, 2, 2, 'Station d’épuration|Espace naturel', 'Observer et protéger les milieux'],
  ['s24', 1, 1, 0, 2, 4, 'Scierie|Charpente', 'Du tronc à la charpente'],
  ['s25', 8, 3, 3, 0, 4, 'Mairie|Services techniques', 'Les services d’une mairie'],
  ['s26', 6, 4, 4, 1, 2, 'Hôtel|Restaurant|Boulangerie', 'En cuisine et en salle'],
  ['s27', 2.5, 4, 4, 1, 1, 'Agence immobilière', 'Louer, vendre, visiter'],
  ['s28', 2, 1, 0, 4, 2, 'Laiterie|Conserverie|Biscuiterie', 'De la matière première à l’assiette'],
  ['s29', 0.8, 2, 0, 4, 0, 'Laboratoire', 'Chimie, contrôle et sécurité'],
  ['s30', 3, 3, 0, 5, 1, 'Usine|Ateliers', 'Concevoir et produire en atelier'],
  ['s31', 3, 7, 3, 3, 0, 'Services numériques', 'Réseaux, logiciels et dépannage'],
  ['s32', 0.2, 7, 3, 1, 0, 'Studio de jeux', 'Imaginer un jeu vidéo'],
  ['s33', 0.4, 5, 4, 0, 0, 'Rédaction', 'Une journée de rédaction'],
  ['s34', 4, 2, 0, 5, 1, 'Transports|Entrepôt', 'Préparer, charger, livrer'],
  ['s35', 2.5, 2, 0, 4, 1, 'Maintenance', 'Entretenir et dépanner des machines'],
  ['s36', 1, 4, 3, 1, 0, 'Agence de publicité', 'Comprendre un marché'],
  ['s37', 2, 3, 0, 4, 1, 'Mécanique', 'Usinage et mécanique de précision'],
  ['s38', 1, 2, 2, 1, 2, 'Ébénisterie|Vitrail', 'Un métier d’art à l’établi'],
  ['s39', 0.6, 5, 3, 1, 0, 'Atelier de couture', 'Du patron au vêtement'],
  ['s40', 0.5, 0.5, 0, 4, 1, 'Papeterie|Cartonnage', 'Du papier au carton'],
  ['s41', 4, 8, 3, 1, 1, 'Cabinet d’orthophonie|Cabinet de kinésithérapie|Optique', 'Soigner et rééduquer'],
  ['s42', 0.8, 4, 3, 1, 0, 'Laboratoire de recherche', 'Comment travaille un laboratoire'],
  ['s43', 5, 12, 3, 1, 1, 'Pharmacie|Clinique vétérinaire|Centre de santé', 'Accueillir et soigner'],
  ['s44', 1.2, 5, 2, 1, 1, 'Centre de secours|Gendarmerie', 'Protéger et secourir'],
  ['s45', 0.8, 0.5, 2, 2, 1, 'Bureau de poste|Centre de tri', 'Le chemin d’une lettre'],
  ['s46', 6, 5, 3, 1, 3, 'Maison de retraite|Crèche|Centre social', 'Accompagner petits et grands'],
  ['s47', 2.5, 8, 3, 1, 1, 'Club omnisports|Piscine', 'Faire vivre un club et ses équipements'],
  ['s48', 2, 3, 3, 0, 3, 'Office de tourisme|Camping', 'Accueillir les visiteurs'],
  ['s49', 0.3, 2, 4, 0, 0, 'Bureau de traduction', 'D’une langue à l’autre'],
  ['s50', 0.7, 1, 0, 3, 2, 'Verrerie|Faïencerie', 'Le verre et la terre'],
  ['s51', 5, 3, 0, 0, 6, 'Ferme|Maraîchage|Haras', 'Une quinzaine à la ferme'],
]

export const sectorProfiles: readonly SectorProfile[] = rows.map(
  ([code, hosts, wished, town, zone, country, names, title]) => ({
    code,
    hosts,
    wished,
    town,
    zone,
    country,
    names: names.split('|'),
    title,
  }),
)

const totals = {
  wished: runningTotals(sectorProfiles.map(({ wished }) => wished)),
  town: runningTotals(sectorProfiles.map(({ hosts, town }) => hosts * town)),
  zone: runningTotals(sectorProfiles.map(({ hosts, zone }) => hosts * zone)),
  country: runningTotals(sectorProfiles.map(({ hosts, country }) => hosts * country)),
}

/** People who work at a host: workshops and plants may be large, a practice or a shop is not. */
const [large, small] = [
  [6, 10, 10, 20, 20, 50, 50, 100, 100, 250],
  [1, 1, 3, 3, 3, 6, 6, 6, 10, 10, 20, 50],
] as const
const plants = new Set(sectorProfiles.flatMap(({ code, town, zone }) => (town === 0 && zone > 2 ? [code] : [])))

/** How many work at a host of a sector, drawn. */
export const drawStaff = (sector: string, random: Random): number => random.pick(plants.has(sector) ? large : small)

/** A sector's code, drawn by what pupils wish. */
export function pickSector(by: 'wished', random: Random): string {
  return sectorProfiles[random.pickRunning(totals[by])]!.code
}

/** A profile, drawn by the hosts that stand in such a place. */
export function pickProfile(where: 'town' | 'zone' | 'country', random: Random): SectorProfile {
  return sectorProfiles[random.pickRunning(totals[where])]!
}
