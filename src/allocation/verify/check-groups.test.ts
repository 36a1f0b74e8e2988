import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeTable } from '#/platform/table-file.ts'
import { allocate } from '../allocate.ts'
import { readInputs } from '../inputs/read-inputs.ts'
import { certificateSchema } from '../result/certificate.ts'
import { outputFiles } from '../result/output-files.ts'
import { verify } from './verify.ts'

/** Offers by id: seats, group, and minutes each way for whoever reaches them. Everybody reaches everything. */
type Offers = Readonly<Record<string, { readonly seats: number; readonly group: string; readonly minutes: number }>>

const bytes = (text: string) => new TextEncoder().encode(text)

async function allocated(pupils: number, offers: Offers) {
  const file = (name: string, rows: readonly Record<string, string>[]) => ({
    name,
    bytes: bytes(
      writeTable(
        Object.keys(rows[0]!),
        rows.map((row) => Object.values(row)),
      ),
    ),
  })
  const ids = Array.from({ length: pupils }, (_, index) => `eleve-${index}`)
  const campaign = { scheme: 'observation-2de', weeks: ['2026-W25'], lottery: 'tirage' }
  const inputs = readInputs({
    campaign: { name: 'campaign.json', bytes: bytes(JSON.stringify(campaign)) },
    pupils: file(
      'pupils.csv',
      ids.map((pupil) => ({
        ...{ pupil, school: '0670001A', level: 'seconde', birth_date: '2010-05-31', lat: '48.58', lon: '7.75' },
        ...{ weeks: '2026-W25', wishes: '', needs: '', max_minutes: '', fixed: '', priority: '' },
      })),
    ),
    offers: file(
      'offers.csv',
      Object.entries(offers).map(([offer, { seats, group }]) => ({
        ...{ offer, host: offer, title: '', sector: '', lat: '48.58', lon: '7.76', levels: 'seconde', span: 'week' },
        ...{ seats: `2026-W25:${seats}`, group, min_age: '', facilities: '', schools: '', min_priority: '' },
        ...{ start: '', end: '', break_minutes: '' },
      })),
    ),
    travel: file(
      'travel.csv',
      ids.flatMap((pupil) =>
        Object.entries(offers).map(([offer, { minutes }]) => ({
          ...{ pupil, offer, minutes_out: String(minutes), minutes_back: String(minutes) },
        })),
      ),
    ),
  })
  const result = await allocate(inputs, undefined)
  const files = outputFiles(result, { versions: { passerelle: '0', node: '0' }, seconds: [], peakMegabytes: 0 })
  return { inputs, files, certificate: certificateSchema.parse(JSON.parse(files.get('certificate.json')!)) }
}

/** Why the result is refused once its certificate says something else about the week's groups. */
async function reasonsWhen(
  { inputs, files, certificate }: Awaited<ReturnType<typeof allocated>>,
  change: (problem: (typeof certificate.problems)[number]) => void,
): Promise<readonly string[]> {
  const claimed = structuredClone(certificate)
  change(claimed.problems[0]!)
  const texts = new Map<string, string>([...files, ['certificate.json', JSON.stringify(claimed)]])
  const { reasons } = await verify(inputs, undefined, new Map([...texts].map(([name, text]) => [name, bytes(text)])))
  return reasons.filter((reason) => !reason.startsWith('empreinte'))
}

const filledGroup: Offers = {
  proche: { seats: 2, group: '', minutes: 10 },
  groupe: { seats: 3, group: '2-3', minutes: 20 },
}
const spareGroup: Offers = {
  proche: { seats: 2, group: '', minutes: 10 },
  groupe: { seats: 3, group: '2-3', minutes: 20 },
  loin: { seats: 2, group: '', minutes: 30 },
}

test('a group filled because somebody would lose a place is verified, with the price of its least size', async () => {
  const result = await allocated(3, filledGroup)
  const [week] = result.certificate.problems
  assert.deepEqual([week!.placed, week!.filledGroups, week!.closedGroups], [3, ['groupe'], []])
  assert.deepEqual(week!.offerDuals, [['groupe', '20']])
  assert.deepEqual(await reasonsWhen(result, () => {}), [])
})

test('a group that nobody needs closes, and both facts are verified', async () => {
  const result = await allocated(3, spareGroup)
  const [week] = result.certificate.problems
  assert.deepEqual(
    [week!.placed, week!.filledGroups, week!.closedGroups],
    [3, [], [{ offer: 'groupe', had: 1, needed: 2, round: 1, why: 'spare' }]],
  )
  assert.deepEqual(await reasonsWhen(result, () => {}), [])
})

test('a positive dual value of a group that is not said to be filled is refused', async () => {
  const reasons = await reasonsWhen(await allocated(3, filledGroup), (week) => void week.filledGroups.pop())
  assert.match(reasons.join('\n'), /optimum: .*groupe est positive sans que son groupe soit juste au minimum/)
})

test('a group said to be filled for want of other places, when there are some, is refused', async () => {
  const full: Offers = { ...spareGroup, proche: { seats: 0, group: '', minutes: 10 } }
  const reasons = await reasonsWhen(await allocated(2, full), (week) => void week.filledGroups.push('groupe'))
  assert.match(reasons.join('\n'), /groupes: .*groupe est remplie alors que ses élèves ont une autre place possible/)
})

test('a group said to be closed though it would give somebody a place is refused', async () => {
  const reasons = await reasonsWhen(await allocated(6, filledGroup), (week) => {
    week.closedGroups.push({ offer: 'groupe', had: 1, needed: 2, round: 1, why: 'spare' })
  })
  assert.match(reasons.join('\n'), /groupes: .*groupe est fermée alors qu’un élève sans place en aurait une/)
})

test('a group said to be out of reach for too many, when it is not, is refused', async () => {
  const reasons = await reasonsWhen(await allocated(3, spareGroup), (week) => {
    week.closedGroups[0]!.why = 'too_few'
  })
  assert.match(reasons.join('\n'), /groupes: .*alors que 3 élèves au plus pouvaient s’y trouver pour 2/)
})
