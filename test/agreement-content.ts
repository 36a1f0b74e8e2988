import type { AgreementContent } from '#/agreements/index.ts'

/** Everything that an observation in seconde has to say: nothing is missing, and no rule objects. */
export const wholeContent: AgreementContent = {
  scheme: 'observation-2de',
  hosts: [
    {
      name: 'Garage Hamel',
      siret: '73282932000074',
      address: '4 rue du Pont, 14500 Vire Normandie',
      representative: { name: 'Bruno Hamel', role: 'gérant', email: 'bruno.hamel@essai.example' },
      tutor: { name: 'Inès Marie', role: 'cheffe d’atelier', email: 'ines.marie@essai.example' },
      activities: 'Accueil des clients, diagnostic, petites réparations observées.',
      risks: 'Bruit, produits : lunettes et gants fournis.',
      insurance: 'Assureur du Bocage, contrat 12',
      from: '2026-06-15',
      to: '2026-06-19',
      hours: Object.fromEntries(
        [1, 2, 3, 4, 5].map((day) => [day, { start: 540, end: 1020, lunch: { start: 720, end: 810 } }]),
      ),
    },
  ],
  school: {
    uai: '9140001A',
    name: 'Lycée de Vire',
    address: '1 place du Lycée, 14500 Vire Normandie',
    head: { name: 'Hélène Vautier', role: 'proviseure' },
    boardVote: '2025-11-04',
    insurance: 'L’État est son propre assureur.',
  },
  pupil: {
    id: '0196b9d4-0000-7000-8000-000000000201',
    firstName: 'Lina',
    lastName: 'Marchand',
    birthDate: '2010-03-02',
  },
  representatives: [{ name: 'Sandrine Marchand', email: 'sandrine.marchand@essai.example', phone: '06 00 00 00 01' }],
  referent: { name: 'Karim Bellec', email: 'karim.bellec@essai.example' },
}
