import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Paged } from '#/platform/paged.ts'
import { fullName, listClassPupils, type Pupil, type SchoolClass } from '#/pupils/index.ts'
import { type Agreement, agreementStates } from './agreement.ts'
import { agreementsOfClass, agreementsOfOrganisation } from './agreements.ts'
import { withWaits } from './read-agreement.ts'
import { type SignatoryRow, signatoriesOf } from './signatures/signatories.ts'
import { type AgreementStep, stepsOf, urgencyOf, type Waiting, waitingOf } from './steps.ts'

/** An agreement of a class, as one line. */
export interface ClassAgreement {
  readonly agreement: Agreement
  readonly name: string
  readonly steps: readonly AgreementStep[]
  readonly waiting: Waiting
  /** Something of it was signed by hand. */
  readonly onPaper: boolean
}

/** A class's agreements: blockers first; and the pupils who have none that stands. */
export interface ClassAgreements {
  readonly rows: readonly ClassAgreement[]
  readonly without: readonly Pupil[]
}

/** More than any class has. */
const most = 200

/** Reads the agreements of a class, in three queries whatever its size. */
export async function readClassAgreements(db: Db, { territoryId, id: classId }: SchoolClass): Promise<ClassAgreements> {
  const { rows: pupils } = await listClassPupils(db, { territoryId, classId, limit: most })
  const found = await agreementsOfClass(db, { territoryId, classId, limit: most })
  const living = found.rows.filter(({ state }) => agreementStates[state].stands)
  const signatories = await signatoriesOf(
    db,
    territoryId,
    living.map(({ id }) => id),
  )
  const names = new Map(pupils.map((pupil) => [pupil.id, fullName(pupil)]))
  const rows = living.map((agreement) =>
    lineOf(agreement, signatories.get(agreement.id) ?? [], names.get(agreement.pupilId)),
  )
  const placed = new Set(living.map(({ pupilId }) => pupilId))
  return {
    rows: rows.toSorted(blockersFirst),
    without: pupils.filter(({ id }) => !placed.has(id)),
  }
}

/** The agreements that an organisation prescribes, a page at a time: blockers first. */
export async function readPrescribed(
  db: Db,
  of: { readonly territoryId: string; readonly organisation: string; readonly after?: string | undefined },
): Promise<Paged<ClassAgreement>> {
  const { rows: found, next } = await agreementsOfOrganisation(db, { ...of, limit: 50 })
  const signatories = await signatoriesOf(
    db,
    of.territoryId,
    found.map(({ id }) => id),
  )
  const rows = found.map((agreement) => lineOf(agreement, signatories.get(agreement.id) ?? [], undefined))
  return { rows: rows.toSorted(blockersFirst), next }
}

const lineOf = (
  agreement: Agreement,
  signatories: readonly SignatoryRow[],
  name: string | undefined,
): ClassAgreement => {
  const own = withWaits(signatories)
  const { pupil } = agreement.content
  return {
    agreement,
    name: name ?? `${pupil.firstName} ${pupil.lastName}`,
    steps: stepsOf(agreement, own),
    waiting: waitingOf(agreement, own),
    onPaper: agreement.source === 'paper' || own.some(({ boundBy }) => boundBy === 'paper'),
  }
}

const blockersFirst = (a: ClassAgreement, b: ClassAgreement): number =>
  urgencyOf(a.waiting) - urgencyOf(b.waiting) ||
  a.agreement.firstDay.localeCompare(b.agreement.firstDay) ||
  a.name.localeCompare(b.name, 'fr')
