import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputProblems, sayProblem } from '#/platform/input-problems.ts'
import { filesOf, type Row, type SmallTerritory, smallTerritory } from '../small-territory.ts'
import { type InputFiles, readInputs } from './read-inputs.ts'

/** A territory without a fault: one pupil, one offer, one journey. */
function clean(): SmallTerritory {
  const territory = smallTerritory(1, { pupils: 2, offers: 2, groups: false })
  Object.assign(territory.offers[0]!, { seats: '2026-W25:1|2026-W26:2', span: 'week' })
  for (const pupil of territory.pupils)
    Object.assign(pupil, { fixed: '', weeks: '2026-W25', birth_date: '2010-03-01', lat: '48.5', lon: '7.7' })
  territory.travel = [{ pupil: 'eleve-0', offer: 'offre-0', minutes_out: '20', minutes_back: '25' }]
  return territory
}

function problemsOf(files: InputFiles): string[] {
  try {
    readInputs(files)
    return []
  } catch (error) {
    assert.ok(error instanceof InputProblems, String(error))
    return error.problems.map(sayProblem)
  }
}

const spoilt = (spoil: (territory: SmallTerritory) => void): string[] => {
  const territory = clean()
  spoil(territory)
  return problemsOf(filesOf(territory))
}
type Spoil = (territory: SmallTerritory) => void
const both =
  (...spoils: readonly Spoil[]): Spoil =>
  (territory) => {
    for (const spoil of spoils) spoil(territory)
  }
const pupil =
  (cells: Row) =>
  ({ pupils }: SmallTerritory) =>
    void Object.assign(pupils[0]!, cells)
const offer =
  (cells: Row) =>
  ({ offers }: SmallTerritory) =>
    void Object.assign(offers[0]!, cells)
const school =
  (cells: Row) =>
  ({ schools }: SmallTerritory) =>
    void Object.assign(schools[0]!, cells)
const travel = (cells: Row) => (territory: SmallTerritory) => void Object.assign(territory.travel[0]!, cells)
const campaign = (values: Record<string, unknown>) => (territory: SmallTerritory) =>
  void Object.assign(territory.campaign, values)

test('files without a fault read', () =>
  assert.deepEqual(
    spoilt(() => {}),
    [],
  ))

const defects: readonly (readonly [string, (territory: SmallTerritory) => void, RegExp])[] = [
  [
    'an unknown scheme',
    campaign({ scheme: 'stage' }),
    /^campaign\.json:2: scheme: doit être un dispositif connu : observation-4e/,
  ],
  ['no weeks', campaign({ weeks: [] }), /^campaign\.json:3: weeks: il faut au moins une semaine/],
  [
    'a week without its zero',
    campaign({ weeks: ['2026-W5'] }),
    /weeks: « 2026-W5 » n’est pas écrit comme une semaine ISO ; écrivez 2026-W05/,
  ],
  ['a 54th week', campaign({ weeks: ['2026-W54'] }), /« 2026-W54 » n’existe pas : l’année 2026 a 53 semaines/],
  [
    'a week twice',
    campaign({ weeks: ['2026-W25', '2026-W25', '2026-W26'] }),
    /la semaine 2026-W25 est donnée deux fois/,
  ],
  ['no lottery', campaign({ lottery: '' }), /lottery: écrivez un texte pour le tirage au sort/],
  ['an hour that is not', campaign({ arriveBy: '9h' }), /arriveBy: « 9h » n’est pas une heure/],
  ['leaving before arriving', campaign({ arriveBy: '17:00' }), /leaveAfter: doit venir après arriveBy/],
  ['a limit that is not', campaign({ maxMinutes: -5 }), /maxMinutes: doit être un nombre entier de minutes/],
  [
    'a pupil twice',
    ({ pupils }) => {
      pupils[1]!.pupil = 'eleve-0'
    },
    /^pupils\.csv:3: pupil: l’élève « eleve-0 » est déjà à la ligne 2/,
  ],
  ['a pupil without id', pupil({ pupil: '' }), /^pupils\.csv:2: pupil: cette cellule est vide/],
  [
    'an unknown school',
    pupil({ school: '0670009Z' }),
    /pupils\.csv:2: school: l’établissement 0670009Z n’est pas dans la liste/,
  ],
  [
    'an unknown level',
    pupil({ level: '2nde' }),
    /level: « 2nde » n’est pas un niveau ; écrivez l’un de quatrieme, troisieme, seconde/,
  ],
  [
    'a French date',
    pupil({ birth_date: '31/05/2010' }),
    /birth_date: « 31\/05\/2010 » n’est pas une date qui existe ; écrivez année-mois-jour, par exemple 2010-05-31/,
  ],
  ['a day that is not', pupil({ birth_date: '2010-02-30' }), /« 2010-02-30 » n’est pas une date qui existe/],
  ['a birth to come', pupil({ birth_date: '2027-01-01' }), /2027-01-01 vient après le début de la campagne/],
  ['an absurd age', pupil({ birth_date: '1910-01-01' }), /donne l’âge de 116 ans/],
  ['a toddler', pupil({ birth_date: '2021-01-01' }), /donne l’âge de 5 ans/],
  ['a latitude alone', pupil({ lon: '' }), /pupils\.csv:2: lon: il manque une des deux coordonnées/],
  ['a latitude out of range', pupil({ lat: '485.1' }), /lat: 485\.1 sort des degrés possibles/],
  [
    'latitude and longitude swapped',
    pupil({ lat: '7.7', lon: '48.5' }),
    /la latitude et la longitude semblent échangées/,
  ],
  ['a position that is text', pupil({ lat: 'nord' }), /lat: « nord » n’est pas un nombre de degrés/],
  [
    'no position at all',
    both(pupil({ lat: '', lon: '', school: '0670001A' }), school({ uai: '0670001A', latitude: '', longitude: '' })),
    /ni domicile ni position de l’établissement 0670001A/,
  ],
  ['no weeks to fill', pupil({ weeks: '' }), /weeks: aucune semaine/],
  [
    'a week outside the campaign',
    pupil({ weeks: '2026-W30' }),
    /2026-W30 n’est pas une semaine de la campagne \(2026-W25, 2026-W26\)/,
  ],
  ['a priority that is text', pupil({ priority: 'haute' }), /priority: « haute » n’est pas un nombre entier/],
  ['a wish twice', pupil({ wishes: 's1|s1' }), /le vœu « s1 » est donné deux fois/],
  ['a limit of no minutes', pupil({ max_minutes: '0' }), /max_minutes: 0 n’est pas entre 1 et 300/],
  ['holding an unknown offer', pupil({ fixed: 'offre-99' }), /fixed: l’offre « offre-99 » n’est pas dans la liste/],
  [
    'holding an offer to avoid',
    pupil({ fixed: 'offre-0', avoid: 'offre-0' }),
    /^pupils\.csv:2: avoid: l’offre « offre-0 » est tenue par cet élève/,
  ],
  [
    'holding an offer closed that week',
    both(offer({ seats: '2026-W26:1' }), pupil({ fixed: 'offre-0' })),
    /l’offre « offre-0 » n’a pas de place en 2026-W25/,
  ],
  [
    'more holders than seats',
    ({ pupils }) =>
      pupils.forEach((row) => {
        row.fixed = 'offre-0'
      }),
    /^pupils\.csv:3: fixed: l’offre « offre-0 » a 1 place en 2026-W25 et cet élève est le 2ᵉ/,
  ],
  [
    'an offer twice',
    ({ offers }) => {
      offers[1]!.offer = 'offre-0'
    },
    /^offers\.csv:3: offer: l’offre « offre-0 » est déjà à la ligne 2/,
  ],
  ['an offer nowhere', offer({ lat: '', lon: '' }), /offers\.csv:2: lat: le lieu de travail n’a pas de position/],
  ['seats without a number', offer({ seats: '2026-W25' }), /seats: « 2026-W25 » ne dit pas combien de places/],
  ['seats of a week without its zero', offer({ seats: '2026-W5:3' }), /écrivez 2026-W05/],
  ['seats below zero', offer({ seats: '2026-W25:-1' }), /un nombre de places ne peut pas être négatif/],
  ['seats that are not', offer({ seats: '2026-W25:trois' }), /« trois » n’est pas un nombre de places/],
  ['seats of a week twice', offer({ seats: '2026-W25:1|2026-W25:2' }), /la semaine 2026-W25 est donnée deux fois/],
  ['no seats', offer({ seats: '' }), /seats: aucune place/],
  ['an unknown span', offer({ span: 'toutes' }), /span: « toutes » n’est pas prévu/],
  ['a group upside down', offer({ group: '6-3' }), /le minimum 6 dépasse le maximum 3/],
  ['a group that is not', offer({ group: '3' }), /« 3 » n’est pas une taille de groupe/],
  ['an unknown level of an offer', offer({ levels: 'seconde|lycee' }), /levels: « lycee » n’est pas un niveau/],
  [
    'a reservation for an unknown school',
    offer({ schools: '0670009Z' }),
    /schools: l’établissement 0670009Z n’est pas dans la liste/,
  ],
  [
    'a day that ends before it starts',
    offer({ start: '14:00', end: '09:00' }),
    /end: la journée finit avant d’avoir commencé/,
  ],
  [
    'a break as long as the day',
    offer({ start: '09:00', end: '10:00', break_minutes: '60' }),
    /la pause dure plus que la journée/,
  ],
  [
    'a school twice',
    ({ schools }) => {
      schools[1]!.uai = schools[0]!.uai!
    },
    /^schools\.csv:3: uai: l’établissement .* est déjà à la ligne 2/,
  ],
  [
    'a journey of an unknown pupil',
    travel({ pupil: 'personne' }),
    /^travel\.csv:2: pupil: l’élève « personne » n’est pas dans la liste/,
  ],
  [
    'a journey to an unknown offer',
    travel({ offer: 'nulle-part' }),
    /^travel\.csv:2: offer: l’offre « nulle-part » n’est pas dans la liste/,
  ],
  ['a journey without minutes', travel({ minutes_back: '' }), /minutes_back: cette cellule est vide/],
  [
    'a journey twice',
    (t) => void t.travel.push({ ...t.travel[0]! }),
    /^travel\.csv:3: pupil: ce trajet est déjà à la ligne 2/,
  ],
]

for (const [what, spoil, expected] of defects)
  test(`${what} is said with its line and what to do`, () => {
    const said = spoilt(spoil)
    assert.ok(
      said.some((line) => expected.test(line)),
      said.join('\n') || 'nothing was said',
    )
  })

test('all errors of all files are said at once', () => {
  const said = spoilt((territory) => {
    for (const spoil of [
      campaign({ lottery: '' }),
      school({ latitude: '99' }),
      offer({ span: '' }),
      pupil({ level: '' }),
      travel({ offer: '' }),
    ])
      spoil(territory)
  })
  for (const name of ['campaign.json', 'schools.csv', 'offers.csv', 'pupils.csv', 'travel.csv'])
    assert.ok(
      said.some((line) => line.startsWith(`${name}:`)),
      `${name} is missing in\n${said.join('\n')}`,
    )
})

test('a campaign that is not JSON is said with its line', () => {
  const files = filesOf(clean())
  const broken = { name: 'campaign.json', bytes: new TextEncoder().encode('{\n "scheme": "pfmp",\n "weeks": [}\n') }
  assert.match(problemsOf({ ...files, campaign: broken })[0]!, /^campaign\.json:3: ce n’est pas du JSON/)
})

test('French decimal commas, empty options and the campaign’s defaults read as meant', () => {
  const territory = clean()
  Object.assign(territory.pupils[0]!, { lat: '48,5', lon: '7,7', max_minutes: '45', wishes: ' s2 | s1 ', priority: '' })
  Object.assign(territory.offers[0]!, { start: '', end: '', break_minutes: '', sector: 'inconnu' })
  const { campaign: read, pupils, offers, notes } = readInputs(filesOf(territory))
  assert.deepEqual(
    [read.arriveBySeconds, read.leaveAfterSeconds, read.maxMinutes, read.maxWalkMinutes, read.maxTransfers],
    [9 * 3600, 16.5 * 3600, 75, 30, 2],
  )
  assert.deepEqual(
    [pupils[0]!.position, pupils[0]!.wishes, pupils[0]!.priority],
    [{ lat: 48.5, lon: 7.7 }, ['s2', 's1'], 0],
  )
  assert.deepEqual(
    [offers[0]!.startSeconds, offers[0]!.endSeconds, offers[0]!.breakMinutes],
    [9 * 3600, 16.5 * 3600, 60],
  )
  assert.match(notes.map(sayProblem).join('\n'), /le secteur « inconnu » n’est pas dans la nomenclature/)
})

test('pupils and offers stand in the order of their ids, whatever the order of lines', () => {
  const territory = clean()
  territory.pupils.reverse()
  territory.offers.reverse()
  const { pupils, offers } = readInputs(filesOf(territory))
  assert.deepEqual(
    [pupils.map(({ id }) => id), offers.map(({ id }) => id)],
    [
      ['eleve-0', 'eleve-1'],
      ['offre-0', 'offre-1'],
    ],
  )
})
