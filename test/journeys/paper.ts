import assert from 'node:assert/strict'
import sharp from 'sharp'
import { findAgreement } from '#/agreements/agreements.ts'
import { freezeVersion } from '#/agreements/document/index.ts'
import { type AgreementContent, type SignatureZone, saveAgreements, signatureZones } from '#/agreements/index.ts'
import { openSigning } from '#/agreements/signatures/open-signing.ts'
import { type Random, seededRandom } from '#/demo/random.ts'
import { type GreyImage, greyOf, plainImage, turned } from '#/paper/grey-image.ts'
import { openPages } from '#/paper/open-pages.ts'
import { saveClasses, savePupils } from '#/pupils/index.ts'
import { comeBack, printedDpi, sign } from '../paper-stack.ts'
import { hosts, id, schools } from '../people.ts'
import { linaContent } from '../signing.ts'
import { bocage, type World } from '../world.ts'

/** A class whose agreements are signed by hand: what the school prints of it, and what comes back from the copier. */

export const paperClass = id(800)
const firstNames = ['Ambre', 'Basile', 'Coline', 'Dorian', 'Elsa', 'Fanny'] as const
const lastNames = ['Aubert', 'Bisson', 'Cardin', 'Duval', 'Esnault'] as const

/** Thirty pupils, each with an agreement that was sent to be signed: the pupils' names as lists show them, by agreement. */
export async function sendClassToSign(world: World): Promise<ReadonlyMap<string, string>> {
  await world.people()
  const { services } = world
  const { db, clock } = services
  const pupils = lastNames.flatMap((lastName, row) =>
    firstNames.map((firstName, column) => ({
      id: id(801 + row * firstNames.length + column),
      school: schools.vire,
      classId: paperClass,
      firstName,
      lastName,
      birthDate: '2010-03-14',
      level: 'seconde' as const,
    })),
  )
  await saveClasses(db, bocage.id, [
    { id: paperClass, school: schools.vire, name: '2de C', level: 'seconde', schoolYear: 2025 },
  ])
  await savePupils(db, bocage.id, pupils)
  const agreements = pupils.map((pupil, index) => ({ agreement: id(901 + index), pupil }))
  await saveAgreements(
    services,
    db,
    bocage.id,
    agreements.map(({ agreement, pupil }) => ({
      id: agreement,
      pupilId: pupil.id,
      classId: paperClass,
      school: schools.vire,
      hostId: hosts.garage,
      source: 'online',
      state: 'filled',
      content: contentOf(pupil),
      draftedAt: clock.now(),
    })),
  )
  await db.transaction().execute(async (tx) => {
    for (const { agreement: one } of agreements) {
      const agreement = await findAgreement(tx, one)
      assert.ok(agreement)
      const { version } = await freezeVersion(services, tx, agreement, undefined)
      await tx.updateTable('agreements').set({ state: 'signing', version }).where('id', '=', one).execute()
      await openSigning(services, tx, { ...agreement, version })
    }
  })
  return new Map(agreements.map(({ agreement, pupil }) => [agreement, `${pupil.lastName} ${pupil.firstName}`]))
}

function contentOf(pupil: { id: string; firstName: string; lastName: string; birthDate: string }): AgreementContent {
  const { id: pupilId, firstName, lastName, birthDate } = pupil
  return {
    ...linaContent,
    pupil: { id: pupilId, firstName, lastName, birthDate, className: '2de C' },
    representatives: [{ name: `Camille ${lastName}` }],
  }
}

/** What happened to the paper of some; everybody else's is whole and signed. */
export interface Mishaps {
  /** Of this agreement its second page was lost. */
  readonly withoutSecond: string
  /** Of this one the page of signatures. */
  readonly withoutSignatures: string
  /** The family has not signed. */
  readonly withoutFamily: string
  /** The host wrote initials, so small that they do not look like a signature. */
  readonly initials: string
}

const ourDpi = 150
const [width, height] = [Math.round((210 / 25.4) * ourDpi), Math.round((297 / 25.4) * ourDpi)]

/**
 * The class's document printed, signed and scanned as one stack: shuffled, in any direction, a little askew, some sheets from the bottom of
 * a rucksack. `order`: the agreements as the document has them. With who signed, by agreement.
 */
export async function scanClass(
  world: World,
  { pdf, order, mishaps }: { readonly pdf: Uint8Array; readonly order: readonly string[]; readonly mishaps: Mishaps },
): Promise<{ readonly stack: GreyImage[]; readonly signed: ReadonlyMap<string, readonly string[]> }> {
  const random = seededRandom('journeys/paper')
  const document = await openPages(pdf, 'pdf')
  assert.ok(typeof document === 'object')
  const stack: GreyImage[] = []
  const signed = new Map<string, string[]>()
  let at = 0
  for (const agreementId of order) {
    const { pages, zones } = await boxesOf(world, agreementId)
    const isSigned = ({ party }: SignatureZone): boolean =>
      signing.has(party) && !(party === 'representative' && agreementId === mishaps.withoutFamily)
    signed.set(
      agreementId,
      zones.filter(isSigned).map(({ name }) => name),
    )
    for (let page = 1; page <= pages; page++, at++) {
      const isLost =
        (agreementId === mishaps.withoutSecond && page === 2) ||
        (agreementId === mishaps.withoutSignatures && page === pages)
      if (isLost) continue
      const isWorn = page === 1 && stack.length % 40 === 0
      const dpi = isWorn ? printedDpi : ourDpi
      const sheet = await document.draw(at, Math.round((297 / 25.4) * dpi))
      for (const zone of zones.filter((each) => each.page === page && isSigned(each)))
        if (agreementId === mishaps.initials && zone.party === 'host') initial(sheet, zone, dpi)
        else sign(sheet, zone, random, dpi)
      stack.push(isWorn ? await comeBack(sheet, random) : await copied(sheet, random))
    }
  }
  assert.equal(at, document.count, 'the school prints every page')
  document.close()
  stack.push(foreignSheet())
  return { stack: random.shuffle(stack), signed }
}

const signing: ReadonlySet<string> = new Set(['host', 'head', 'representative', 'pupil'])

async function boxesOf({ services: { db } }: World, agreementId: string) {
  const { pages, canonical_json } = await db
    .selectFrom('agreement_versions')
    .select(['pages', 'canonical_json'])
    .where('agreement_id', '=', agreementId)
    .executeTakeFirstOrThrow()
  // What was frozen is ours.
  const { signers } = JSON.parse(canonical_json) as { signers: Parameters<typeof signatureZones>[0] }
  return { pages, zones: signatureZones(signers, pages) }
}

/** Two strokes of a pen. */
function initial({ pixels, width: wide }: GreyImage, { left, top }: SignatureZone, dpi: number): void {
  const dots = dpi / 25.4
  for (let t = 0; t < 4 * dots; t++)
    for (let thick = 0; thick < 3; thick++) {
      pixels[Math.round((top + 22) * dots + t) * wide + Math.round((left + 20) * dots) + thick] = 40
      pixels[Math.round((top + 24) * dots + thick) * wide + Math.round((left + 20) * dots + t)] = 40
    }
}

/** A sheet as a copier's feeder takes it: in any direction; one in three grey and with grain, one in six a little askew. Cheap: they are many. */
async function copied(sheet: GreyImage, random: Random): Promise<GreyImage> {
  const quarters = ([0, 1, 2, 3] as const)[random.below(4)] ?? 0
  const scan = await turned(random.chance(1 / 6) ? await askew(sheet, (random.next() - 0.5) * 3) : sheet, quarters)
  if (random.chance(2 / 3)) return scan
  const { length } = scan.pixels
  const pixels = new Uint8ClampedArray(length)
  // The same grain for all, from elsewhere each time.
  grain ??= Int8Array.from({ length: 65_536 }, () => Math.round(random.bell() * 5) - 12)
  const shift = random.below(grain.length)
  for (let index = 0; index < length; index++)
    pixels[index] = (scan.pixels[index] ?? 0) * 0.85 + 35 + (grain[(index + shift) & 65_535] ?? 0)
  return { ...scan, pixels: new Uint8Array(pixels.buffer) }
}
let grain: Int8Array | undefined

/** Whole, on a ground as large as before: a scanner that follows the edges of a sheet makes it a little smaller. */
async function askew(sheet: GreyImage, degrees: number): Promise<GreyImage> {
  const whole = await greyOf(opened(sheet).rotate(degrees, { background }))
  return greyOf(opened(whole).resize(sheet.width, sheet.height, { fit: 'contain', background }))
}
const background = '#e6e6e6'
const opened = (image: GreyImage) =>
  sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 1 } })

/** A page of something else. */
function foreignSheet(): GreyImage {
  const sheet = plainImage(width, height, 240)
  for (let y = 200; y < 1500; y++) if (y % 40 < 8) sheet.pixels.fill(40, y * width + 200, y * width + 900)
  return sheet
}
