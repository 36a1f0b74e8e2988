import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { judgeOffer, type OfferToJudge } from './judge-offer.ts'
import { type SignId, signs } from './signs.ts'

const offer = (description: string, more: Partial<OfferToJudge> = {}): OfferToJudge => ({
  title: 'Découverte de nos métiers',
  description,
  activities: '',
  forMinors: true,
  host: { siret: '35600000000048', registerState: 'known' },
  sameText: 0,
  ...more,
})

/** Texts as hosts write them, and the signs each must show: none for those that only look like one. */
const texts: readonly (readonly [string, ...SignId[]])[] = [
  // Ordinary offers.
  ['Vous découvrirez le métier de boulanger : pétrissage, façonnage, cuisson et vente.'],
  ['Une semaine au sein de notre cabinet d’architectes, de l’esquisse au chantier (visite casquée, à distance).'],
  ['L’élève suit une infirmière, puis le secrétariat médical. Repas offert.'],
  ['Accueil à la mairie : état civil, urbanisme, espaces verts.'],
  ['Notre équipe de vendeurs vous montre la mise en rayon et le conseil aux clients.'],
  ['Arrivée à 9 h, fin à 17 h, pause de 12 h à 13 h 30. Du 15 au 26 juin 2026.'],
  ['Nous sommes 12 salariés et accueillons 3 élèves par an depuis 2014.'],
  ['Observation du travail des journalistes, de la conférence de rédaction au bouclage.'],
  // Forbidden work.
  ['L’élève participera aux travaux en hauteur sur nos chantiers.', 'forbidden-work'],
  ['Vous apprendrez à conduire un tracteur et une mini-pelle.', 'forbidden-work'],
  ['Montage d’échafaudages avec le chef d’équipe.', 'forbidden-work'],
  ['Désamiantage d’une école, en équipe.', 'forbidden-work'],
  ['Initiation à la tronçonneuse en forêt.', 'forbidden-work'],
  ['Participation à l’abattage des volailles.', 'forbidden-work'],
  ['Aide à l’application de produits phytosanitaires dans les vignes.', 'forbidden-work'],
  ['Utilisation de la scie à ruban à l’atelier.', 'forbidden-work'],
  ['Intervention sur des armoires sous tension.', 'forbidden-work'],
  ['Coulée de bronze, de l’atelier au four.', 'forbidden-work'],
  ['Nettoyage des cuves après les vendanges ; nettoyer les cuves demande de la force.', 'forbidden-work'],
  ['Vous découvrirez un abattoir moderne.', 'forbidden-work'],
  // Named, but not done.
  ['Visite du chantier, sans travail en hauteur.'],
  ['L’élève ne conduit ni tracteur ni engin ; pas de tronçonneuse.'],
  ['Aucun travail en hauteur n’est confié aux élèves.'],
  ['Découverte de la presse locale et de son imprimerie.'],
  ['Tour de la vieille ville, machine à café à disposition.'],
  ['Visite de la galerie de peinture et de ses réserves.'],
  // Disguised jobs.
  ['Poste à pourvoir rapidement, CDD de deux mois puis CDI.', 'disguised-job'],
  ['Salaire motivant et primes sur objectifs.', 'disguised-job'],
  ['11,88 € brut de l’heure, du lundi au samedi.', 'disguised-job'],
  ['Vous devrez vendre nos abonnements en porte-à-porte.', 'disguised-job'],
  ['Tenir les cadences de la ligne de production.', 'disguised-job'],
  ['Permis B obligatoire, expérience exigée.', 'disguised-job'],
  ['Vous remplacerez : il s’agit de remplacer un salarié absent.', 'disguised-job'],
  ['Prospection téléphonique auprès de nos clients.', 'disguised-job'],
  ['En CDI après la période d’essai.', 'disguised-job'],
  ['Nous recrutons un serveur pour la saison.', 'disguised-job'],
  // They only look like one.
  ['Une semaine au CDI du collège, avec la professeure documentaliste.'],
  ['Le CDI prête livres et tablettes.'],
  ['Stage d’observation non rémunéré.'],
  ['Stage sans rémunération, comme le veut la loi.'],
  ['Nous recrutons des stagiaires curieux.'],
  ['Découverte du métier de vendeur en librairie.'],
  // Contact details.
  ['Appelez le 06 12 34 56 78 pour en parler.', 'contact'],
  ['Tél. : 02.31.00.00.00', 'contact'],
  ['Joignable au +33 6 12 34 56 78', 'contact'],
  ['Mon numéro : zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit', 'contact'],
  ['Écrivez à marie.durand@example.fr', 'contact'],
  ['marie.durand (at) example point fr', 'contact'],
  ['marie arobase example.fr', 'contact'],
  ['marie.durand at gmail', 'contact'],
  ['Insta : marie_cuisine', 'contact'],
  ['Contactez-moi sur WhatsApp ou Snapchat', 'contact'],
  ['Suivez @boulangerie.vire', 'contact'],
  // Numbers and networks that are none.
  ['SIRET 356 000 000 00048, code postal 14500, 35 h par semaine.'],
  ['L’élève aide à animer le compte Instagram de la librairie.'],
  ['Zéro déchet : six ateliers pour comprendre le tri.'],
  // Links.
  ['Plus de renseignements sur https://example.org/stage', 'link'],
  ['Voir www.example.fr', 'link'],
  ['Notre site : boulangerie-vire.fr', 'link'],
  ['Nous développons en Node.js et en Vue.js.'],
  // Abuse and indecency.
  ['Pas de feignasses ni de cassos.', 'abuse'],
  ['Marre de ces connards de stagiaires', 'abuse'],
  ['Cherche hôtesses de charme, photos de charme', 'indecent'],
  ['Séances de massage naturiste', 'indecent'],
  ['Con un poco de español, accueil de touristes.'],
  // Other offers.
  ['Formation payante certifiante, frais de dossier 90 euros.', 'another-offer'],
  ['Revenus complémentaires grâce au marketing de réseau, parrainez vos amis !', 'another-offer'],
  ['Gagnez de l’argent depuis chez vous.', 'another-offer'],
  ['Découverte du métier de formateur et des formations en alternance.'],
  ['La structure parraine un orchestre de quartier.'],
]

for (const [text, ...expected] of texts)
  test(`« ${text} » shows ${expected.join(', ') || 'nothing'}`, () => {
    const { decision, reasons } = judgeOffer(offer(text))
    const shown = [...new Set(reasons.map(({ sign }) => sign))]
    for (const sign of expected) assert.ok(shown.includes(sign), `${sign} is missing: ${shown.join()}`)
    if (expected.length === 0) assert.deepEqual(shown, [])
    assert.equal(decision, expected.length === 0 ? 'publish' : 'wait')
    for (const { field, stretches = [] } of reasons)
      for (const { start, end } of stretches) {
        assert.equal(field, 'description')
        assert.ok(start >= 0 && end > start && end <= text.length)
      }
  })

test('every sign that lies in the text has an example', () => {
  const shown = new Set(texts.flatMap(([, ...expected]) => expected))
  for (const [id, sign] of Object.entries(signs)) if ('find' in sign) assert.ok(shown.has(id as SignId), id)
})

test('the table of examples is as long as it should be, on both sides', () => {
  assert.ok(texts.length >= 60)
  assert.ok(texts.filter(([, ...expected]) => expected.length === 0).length >= 20)
})

test('a closed or unknown SIRET waits; one that the register did not answer for does not', () => {
  const of = (registerState: OfferToJudge['host']['registerState'], siret: string | undefined = '35600000000048') =>
    judgeOffer(offer('Découverte.', { host: { siret, registerState } })).reasons.map(({ sign }) => sign)
  assert.deepEqual(of('closed'), ['closed-host'])
  assert.deepEqual(of('unknown'), ['unknown-host'])
  assert.deepEqual(
    judgeOffer(offer('Découverte.', { host: { siret: undefined, registerState: 'unknown' } })).reasons,
    [],
  )
  assert.deepEqual(of('unchecked'), [])
})

test('forbidden work is no matter in an offer for adults only', () => {
  assert.equal(judgeOffer(offer('Conduite d’engins de chantier.', { forMinors: false })).decision, 'publish')
})

test('the same text waits from the fifth time on', () => {
  assert.equal(judgeOffer(offer('Découverte.', { sameText: 4 })).decision, 'publish')
  assert.equal(judgeOffer(offer('Découverte.', { sameText: 5 })).decision, 'wait')
})

test('the gravest reasons come first', () => {
  const { reasons } = judgeOffer(offer('Voir www.example.fr ; travaux en hauteur.'))
  assert.deepEqual(
    reasons.map(({ severity }) => severity),
    ['grave', 'look'],
  )
})

test('any text at all is judged, quickly and within its bounds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      for (const { stretches = [] } of judgeOffer(offer(text)).reasons)
        for (const { start, end } of stretches) assert.ok(start >= 0 && end <= text.length)
    }),
  )
  // Texts that make careless expressions slow.
  for (const text of [
    'zéro '.repeat(2000),
    'a.'.repeat(5000),
    '0 '.repeat(5000),
    'conduire des '.repeat(2000),
    `${'x'.repeat(9000)}@`,
  ])
    judgeOffer(offer(text))
})
