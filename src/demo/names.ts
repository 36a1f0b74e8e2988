import type { Random } from './random.ts'

const list = (text: string): readonly string[] => text.trim().split(/\s*,\s*/)

/** First names and surnames common in France, joined by chance: no one in particular. */
const firstNames =
  list(`Adam, Adèle, Agathe, Alexis, Alice, Alicia, Amina, Ambre, Anaïs, Antoine, Arthur, Assia, Axel, Baptiste,
  Bilal, Camille, Capucine, Chloé, Clara, Clément, Constance, Daphné, Diane, Diego, Dounia, Elias, Elif, Élise, Éloïse, Emma, Enzo, Ethan,
  Eva, Fatou, Félix, Florian, Gabin, Gabriel, Gaspard, Hanna, Hugo, Ibrahim, Inaya, Inès, Iris, Jade, Jeanne, Joachim, Jules, Juliette,
  Kenza, Lamia, Lana, Léa, Léandre, Lena, Léo, Léonie, Lina, Lisa, Loan, Lola, Lou, Louane, Louis, Louise, Lucas, Lucie, Mael, Maëlys,
  Malo, Manon, Margaux, Marius, Martin, Mathilde, Mathis, Maxence, Mehdi, Mia, Mila, Naël, Naïm, Nathan, Nina, Noah, Noé, Noémie, Nora,
  Octave, Olivia, Oscar, Ousmane, Paul, Pauline, Quentin, Rania, Raphaël, Rayan, Robin, Romane, Romain, Rose, Sacha, Salomé, Samuel,
  Sarah, Simon, Soline, Sofia, Soumaya, Tess, Théo, Thomas, Timéo, Tom, Valentin, Victoire, Victor, Yanis, Yasmine, Yohan, Zélie, Zoé`)
const surnames =
  list(`Adam, Allain, André, Aubert, Bailly, Barbier, Benali, Benoît, Bernard, Berger, Bertrand, Blanc, Bonnet,
  Boucher, Bouvier, Brun, Carpentier, Caron, Chevalier, Clément, Colin, Cordier, Da Silva, David, Delorme, Denis, Diallo, Dubois, Dufour,
  Dumas, Dumont, Dupont, Dupuis, Durand, Fabre, Faure, Ferreira, Fontaine, Fournier, Garcia, Garnier, Gautier, Gérard, Girard, Guérin,
  Guillaume, Haddad, Henry, Hubert, Humbert, Jacquet, Joly, Kaya, Lacroix, Lambert, Laurent, Lebrun, Leclerc, Lecomte, Lefebvre,
  Lefèvre, Legrand, Lemaire, Lemoine, Leroux, Leroy, Leclercq, Lopez, Mallet, Marchand, Marie, Martel, Martin, Masson, Mathieu, Mercier,
  Meunier, Meyer, Michel, Moreau, Morel, Morin, Moulin, Nguyen, Noël, Olivier, Paris, Pereira, Perrin, Perrot, Petit, Philippe, Picard,
  Pires, Prévost, Renard, Renaud, Rey, Richard, Rivière, Robert, Roche, Rodrigues, Rolland, Roussel, Rousseau, Roux, Roy, Sanchez,
  Schmitt, Simon, Tessier, Thomas, Traoré, Vasseur, Vidal, Vincent, Weber, Yilmaz`)

const girls = new Set(
  list(`Adèle, Agathe, Alice, Alicia, Amina, Ambre, Anaïs, Assia, Camille, Capucine, Chloé, Clara, Constance, Daphné, Diane, Dounia, Elif,
  Élise, Éloïse, Emma, Eva, Fatou, Hanna, Inaya, Inès, Iris, Jade, Jeanne, Juliette, Kenza, Lamia, Lana, Léa, Lena, Léonie, Lina, Lisa,
  Lola, Lou, Louane, Louise, Lucie, Maëlys, Manon, Margaux, Mathilde, Mia, Mila, Nina, Noémie, Nora, Olivia, Pauline, Rania, Romane,
  Rose, Salomé, Sarah, Soline, Sofia, Soumaya, Tess, Victoire, Yasmine, Zélie, Zoé`),
)

/** As a school's list would say of somebody of this first name. */
export const sexOf = ({ firstName }: { readonly firstName: string }): 'f' | 'm' => (girls.has(firstName) ? 'f' : 'm')

export function pupilName(random: Random): { readonly firstName: string; readonly lastName: string } {
  return { firstName: random.pick(firstNames), lastName: random.pick(surnames) }
}

/** Trees, waters, winds, places: what schools and firms are called here, so that none is called after a person. */
const groundNames =
  list(`des Tilleuls, des Peupliers, du Grand Chêne, des Hêtres, des Saules, du Vieux Pommier, des Cerisiers,
  des Ormes, du Noyer, des Aulnes, des Charmes, des Châtaigniers, des Bouleaux, des Frênes, du Houx, des Érables, des Acacias, du Cèdre,
  des Genêts, des Bruyères, des Ajoncs, des Roseaux, des Iris, du Val Fleuri, des Prairies, du Grand Pré, des Marais, de la Source,
  des Fontaines, du Lavoir, des Deux Rivières, du Gué, du Pont de Pierre, de la Passerelle, des Écluses, du Canal, de l’Estuaire,
  du Vieux Port, des Quais, des Dunes, des Falaises, du Phare, de la Marée, des Embruns, du Grand Large, des Mouettes, des Hirondelles,
  des Alouettes, du Rouge-Gorge, des Martinets, de la Colline, du Coteau, du Belvédère, des Hautes Terres, du Plateau, de la Combe, de la Vallée,
  du Bocage, des Haies, de la Lande, de la Clairière, de la Forêt, du Bois Joli, des Quatre Vents, du Vent d’Ouest, de l’Aurore,
  du Midi, du Soleil Levant, de l’Horizon, de l’Étoile, de la Grande Ourse, du Beffroi, du Moulin, de la Halle, du Marché, des Remparts,
  de la Tour, de la Poterne, du Clos, des Jardins, du Verger, des Vignes, de la Ferme Neuve, des Moissons, de la Grange, du Chemin Vert,
  de la Croisée, du Carrefour, de la Gare, des Arcades, de la Rotonde, du Parc, des Allées, de l’Esplanade`)

export function groundName(random: Random): string {
  return random.pick(groundNames)
}
export const groundNameCount = groundNames.length
export const groundNameAt = (index: number): string => groundNames[index % groundNames.length]!

export function streetAddress(random: Random): string {
  return `${random.between(1, 140)} ${random.pick(['rue', 'rue', 'rue', 'avenue', 'chemin', 'place', 'allée'])} ${groundName(random)}`
}

/** « de Caen », « d’Alençon », « du Havre », « des Andelys ». */
export function ofPlace(name: string): string {
  if (name.startsWith('Le ')) return `du ${name.slice(3)}`
  if (name.startsWith('Les ')) return `des ${name.slice(4)}`
  return /^[aàâeéèêiîoôuy]/i.test(name) ? `d’${name}` : `de ${name}`
}
