import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, test } from 'node:test'
import { openEstimate } from '#/transit/index.ts'
import { allocate } from '../allocate.ts'
import { type AllocationInputs, readInputs } from '../inputs/read-inputs.ts'
import { type Certificate, certificateSchema } from '../result/certificate.ts'
import { type OutputName, outputFiles } from '../result/output-files.ts'
import { type Summary, sealOf, summarySchema } from '../result/summary.ts'
import { filesOf, type SmallTerritory, smallTerritory } from '../small-territory.ts'
import { verify } from './verify.ts'

const run = { versions: { passerelle: '0', node: '0' }, seconds: [], peakMegabytes: 0 }
const reach = openEstimate()
let territory: SmallTerritory
let inputs: AllocationInputs
let files: ReadonlyMap<OutputName, string>

before(async () => {
  territory = smallTerritory(21, { pupils: 80, offers: 24 })
  inputs = readInputs(filesOf(territory, { travel: false }))
  files = outputFiles(await allocate(inputs, reach), run)
})

const bytesOf = (texts: ReadonlyMap<string, string>) =>
  new Map([...texts].map(([name, text]) => [name, new TextEncoder().encode(text)]))
const check = async (texts: ReadonlyMap<string, string>, against = inputs) =>
  (await verify(against, reach, bytesOf(texts))).reasons

/** The result with one file changed and all seals made good, as a careful forger would. */
function forged(name: OutputName, change: (text: string) => string): Map<string, string> {
  const texts = new Map<string, string>(files)
  const changed = change(texts.get(name)!)
  assert.notEqual(changed, texts.get(name), 'the forgery changes something')
  texts.set(name, changed)
  let summary = texts.get('summary.json')!
  for (const { name: other, sha256 } of summarySchema.parse(JSON.parse(summary)).outputs)
    summary = summary.replace(sha256, createHash('sha256').update(texts.get(other)!).digest('hex'))
  texts.set('summary.json', summary.replace(/"seal": "[0-9a-f]{64}"/, `"seal": "${sealOf(summary)}"`))
  return texts
}
const forgedCertificate = (change: (problem: Certificate['problems'][number], certificate: Certificate) => void) =>
  forged('certificate.json', (text) => {
    const certificate = certificateSchema.parse(JSON.parse(text))
    change(certificate.problems.find(({ problem }) => problem === '2026-W25')!, certificate)
    return `${JSON.stringify(certificate)}\n`
  })
const forgedSummary = (change: (summary: Summary) => void) =>
  forged('summary.json', (text) => {
    const summary = summarySchema.parse(JSON.parse(text))
    change(summary)
    return `${JSON.stringify(summary, null, 2)}\n`
  })
const lines = (text: string) => text.trimEnd().split('\n')
const withLines = (change: (rows: string[][]) => void) => (text: string) => {
  const rows = lines(text).map((line) => line.split(','))
  change(rows)
  return `${rows.map((cells) => cells.join(',')).join('\n')}\n`
}
/** First line of allocation.csv that was given for the first week by itself. */
const given = (rows: readonly string[][]) =>
  rows.find(
    ([, offer, week, , , , , , , , , cost]) =>
      cost !== '' &&
      week === '2026-W25' &&
      territory.offers.some((row) => row.offer === offer && (row.span === 'week' || !row.seats!.includes('|'))),
  )!

test('the result that the engine wrote is verified', async () => assert.deepEqual(await check(files), []))

test('the territory of these tests has what they tamper with', () => {
  const { problems } = certificateSchema.parse(JSON.parse(files.get('certificate.json')!))
  const week = problems.find(({ problem }) => problem === '2026-W25')!
  assert.ok(
    problems[0]!.problem === 'all' &&
      week.shortages.length > 0 &&
      week.coverOffers.length > 0 &&
      week.offerDuals.length > 0,
  )
  assert.ok(problems.some(({ closedGroups }) => closedGroups.length > 0))
  assert.ok(
    lines(files.get('allocation.csv')!).some((line) => line.endsWith(',')),
    'someone holds a place',
  )
})

for (const name of ['allocation.csv', 'unplaced.csv', 'certificate.json', 'report.html', 'summary.json'] as const)
  test(`one byte changed anywhere in ${name} is caught`, async () => {
    const bytes = bytesOf(files).get(name)!
    for (let part = 0; part < 12; part++) {
      const changed = bytes.slice()
      const at = Math.floor(((part + 0.5) / 12) * bytes.length)
      changed[at] = changed[at]! ^ 1
      const { count } = await verify(inputs, reach, new Map([...bytesOf(files), [name, changed]]))
      assert.ok(count > 0, `byte ${at}`)
    }
  })

const forgeries: readonly (readonly [string, () => Map<string, string>, RegExp])[] = [
  [
    'a pupil moved to another offer',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => {
          given(rows)[1] = rows.findLast((row) => row[1] !== given(rows)[1])![1]!
        }),
      ),
    /règles|places|trajets/,
  ],
  [
    'an offer that does not exist',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => {
          given(rows)[1] = 'ailleurs'
        }),
      ),
    /l’offre ailleurs n’existe pas/,
  ],
  [
    'a pupil taken away',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => void rows.splice(rows.indexOf(given(rows)), 1)),
      ),
    /n’est ni dans allocation.csv ni dans unplaced.csv/,
  ],
  [
    'a line twice',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => void rows.push(given(rows))),
      ),
    /est déjà à allocation\.csv/,
  ],
  [
    'minutes made shorter',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => {
          given(rows)[3] = '1'
        }),
      ),
    /trajets: /,
  ],
  [
    'a time of departure',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => {
          given(rows)[5] = '08:59'
        }),
      ),
    /trajets: /,
  ],
  [
    'a cost',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => {
          given(rows)[11] = '1'
        }),
      ),
    /coûts: /,
  ],
  [
    'a rank of wish',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => {
          given(rows)[10] = '7'
        }),
      ),
    /vœux: /,
  ],
  [
    'a held place given away',
    () =>
      forged(
        'allocation.csv',
        withLines((rows) => {
          rows.find((row) => row[11] === '')![1] = 'offre-1'
        }),
      ),
    /place tenue: |lignes: /,
  ],
  [
    'a code',
    () => forged('unplaced.csv', (text) => text.replace(',seats_taken,', ',needs,')),
    /motifs: .*motif needs écrit, seats_taken recalculé/,
  ],
  [
    'the shortage a reason names',
    () => forged('unplaced.csv', (text) => text.replace(/\(pénurie [^,]+,/, '(pénurie 2026-W26-99,')),
    /n’est pas celle qui est nommée/,
  ],
  ['the number placed', () => forgedCertificate((problem) => void problem.placed++), /nombre: /],
  [
    'a cover with a pupil more',
    () => forgedCertificate((problem) => void problem.coverPupils.push(problem.shortages[0]!.pupils[0]!)),
    /la couverture pèse/,
  ],
  ['a cover with an offer less', () => forgedCertificate((problem) => void problem.coverOffers.pop()), /la couverture/],
  [
    'a pupil left out of a shortage',
    () => forgedCertificate((problem) => void problem.shortages[0]!.pupils.pop()),
    /pénuries: /,
  ],
  [
    'an offer left out of a shortage',
    () => forgedCertificate((problem) => void problem.shortages[0]!.offers.pop()),
    /peut aussi atteindre/,
  ],
  [
    'the seats of a shortage',
    () => forgedCertificate((problem) => void problem.shortages[0]!.seats--),
    /places selon le certificat/,
  ],
  [
    'a shortage dropped',
    () => forgedCertificate((problem) => void problem.shortages.shift()),
    /n’est dans aucune pénurie/,
  ],
  [
    'the place of a shortage',
    () =>
      forgedCertificate((problem) => {
        problem.shortages[0]!.lat = 12
      }),
    /son centre n’est pas parmi ses élèves/,
  ],
  [
    'a dual of a pupil',
    () =>
      forgedCertificate((problem) => {
        problem.pupilDuals[0]![1] = String(BigInt(problem.pupilDuals[0]![1]) + 1n)
      }),
    /optimum: /,
  ],
  [
    'a dual of an offer',
    () =>
      forgedCertificate((problem) => {
        problem.offerDuals[0]![1] = '1'
      }),
    /valeur duale de .* est positive/,
  ],
  [
    'weights that do not rank',
    () =>
      forgedCertificate((problem) => {
        problem.weights.over60 = '1'
      }),
    /optimum: /,
  ],
  ['an objective', () => forgedCertificate((problem) => void problem.over30++), /over30 : \d+ selon le certificat/],
  [
    'a group closed without reason',
    () =>
      forgedCertificate(
        (problem) =>
          void problem.closedGroups.push({
            offer: problem.coverOffers[0]!,
            had: 0,
            needed: 2,
            round: 1,
            why: 'too_few',
          }),
      ),
    /groupes: /,
  ],
  [
    'a filled group that is none',
    () =>
      forgedCertificate((problem) => {
        const plain = territory.offers.find(({ offer, group }) => group === '' && problem.coverOffers.includes(offer!))
        problem.filledGroups.push(plain!.offer!)
      }),
    /groupes: .* est dite remplie sans être un groupe/,
  ],
  [
    'a problem dropped',
    () => forgedCertificate((_, certificate) => void certificate.problems.pop()),
    /problèmes .* au lieu de/,
  ],
  [
    'the lottery',
    () =>
      forgedCertificate((_, certificate) => {
        certificate.lottery = 'mon tirage'
      }),
    /le tirage au sort n’est pas celui de la campagne/,
  ],
  ['a count', () => forgedSummary((summary) => void summary.counts.given++), /résumé: counts/],
  ['a school’s coverage', () => forgedSummary((summary) => void summary.bySchool[0]!.placed++), /résumé: bySchool/],
  [
    'a priority’s coverage',
    () => forgedSummary((summary) => void summary.byPriority[0]!.placed++),
    /résumé: byPriority/,
  ],
  ['the travel times', () => forgedSummary((summary) => void summary.travel.median++), /résumé: travel/],
  [
    'an input’s digest',
    () =>
      forgedSummary((summary) => {
        summary.inputs[0]!.sha256 = '0'.repeat(64)
      }),
    /résumé: inputs/,
  ],
  [
    'the seed',
    () =>
      forgedSummary((summary) => {
        summary.seed = 'x'
      }),
    /résumé: seed/,
  ],
  [
    'the way reach was known',
    () =>
      forgedSummary((summary) => {
        summary.reach = 'timetable'
      }),
    /résumé: reach/,
  ],
  [
    'a field that is not planned',
    () => forged('certificate.json', (text) => text.replace('{', '{"extra":1,')),
    /format: certificate\.json/,
  ],
]
for (const [what, forge, expected] of forgeries)
  test(`forging ${what} is caught, even with every seal made good`, async () => {
    const reasons = await check(forge())
    assert.ok(
      reasons.some((reason) => expected.test(reason)),
      reasons.join('\n') || 'nothing was found',
    )
  })

test('a pupil who stands before and was passed over for one who stands after is named', async () => {
  // Two pupils want one seat; the engine gives it to the first in standing, the forger to the other.
  const small = smallTerritory(3, { pupils: 2, offers: 1, groups: false, weeks: ['2026-W25'] })
  Object.assign(small.offers[0]!, {
    seats: '2026-W25:1',
    levels: 'seconde',
    min_age: '',
    facilities: '',
    schools: '',
    min_priority: '',
    span: 'week',
    start: '',
    end: '',
  })
  for (const pupil of small.pupils)
    Object.assign(pupil, {
      weeks: '2026-W25',
      level: 'seconde',
      needs: '',
      fixed: '',
      max_minutes: '',
      birth_date: '2010-01-01',
      wishes: '',
      avoid: '',
    })
  Object.assign(small.pupils[0]!, { priority: '1' })
  Object.assign(small.pupils[1]!, { priority: '2' })
  const travelOf = (order: readonly string[]) =>
    order.map((pupil) => ({ pupil, offer: 'offre-0', minutes_out: '20', minutes_back: '20' }))
  const read = (priority: string) => {
    Object.assign(small.pupils[0]!, { priority })
    small.travel = travelOf(['eleve-0', 'eleve-1'])
    return readInputs(filesOf(small))
  }
  const unfair = read('3')
  const forgery = outputFiles(await allocate(unfair, undefined), run)
  const reasons = (await verify(read('1'), undefined, bytesOf(forgery))).reasons
  assert.ok(
    reasons.some((reason) => reason.startsWith('priorité: 2026-W25: eleve-1 passe avant eleve-0')),
    reasons.join('\n'),
  )
})

test('a place given to a pupil who avoids it is caught', async () => {
  const other = structuredClone(territory)
  const [pupil = '', offer] = given(lines(files.get('allocation.csv')!).map((line) => line.split(',')))
  other.pupils.find((row) => row.pupil === pupil)!.avoid = offer!
  const reasons = await check(files, readInputs(filesOf(other, { travel: false })))
  assert.ok(
    reasons.some((reason) => reason.startsWith('règles') && reason.includes(pupil)),
    reasons.join('\n'),
  )
})

test('other inputs than those of the result are caught', async () => {
  const other = structuredClone(territory)
  Object.assign(other.pupils[0]!, { priority: '9' })
  const reasons = await check(files, readInputs(filesOf(other, { travel: false })))
  assert.ok(
    reasons.some((reason) => reason.startsWith('résumé: inputs')),
    reasons.join('\n'),
  )
})
