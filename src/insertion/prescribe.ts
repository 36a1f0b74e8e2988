import './tables.ts'
import {
  type Agreement,
  type AgreementContent,
  type AgreementFinding,
  agreementsOfPupil,
  draftPrescribed,
  judgePrescribed,
  type MoveServices,
  sameBeneficiary,
  saveBeneficiary,
  standingStates,
} from '#/agreements/index.ts'
import type { Grounds } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { saveRepresentatives } from '#/pupils/index.ts'
import type { ImmersionHost } from './find-immersion-host.ts'
import type { JudgedImmersion } from './immersion-form.ts'
import type { Organisation } from './organisations.ts'

/** `again`: the same person, host and days were there already, nothing was written. */
export type Prescription =
  | { readonly agreement: Agreement; readonly again: boolean }
  /** The law refuses it, whatever reason one would write: nothing was written. */
  | { readonly refused: readonly AgreementFinding[] }

/** Who prescribes, and in whose name. */
export interface Prescriber {
  readonly organisation: Organisation
  readonly name: string
  readonly email: string | undefined
  readonly grounds: Grounds
}

/**
 * Prescribes a PMSMP in one transaction: the person in the organisation's file, who answers for a minor, and the agreement, which then
 * goes the way of all. Prescriptions of one organisation take turns, so that a second click finds the first.
 */
export async function prescribe(
  services: MoveServices,
  {
    immersion,
    host,
    by,
  }: { readonly immersion: JudgedImmersion; readonly host: ImmersionHost; readonly by: Prescriber },
): Promise<Prescription> {
  const { territoryId, id: organisation } = by.organisation
  return services.db.transaction().execute(async (tx): Promise<Prescription> => {
    await takeTurn(tx, by.organisation)
    const { beneficiary: person, representative } = immersion
    const known = await sameBeneficiary(tx, { territoryId, organisation, ...person })
    const id = known?.id ?? services.newId()
    const content = contentOf(immersion, host, by, id)
    const before = await sameImmersion(tx, territoryId, content)
    if (before) return { agreement: before, again: true }
    const refused = await refusals(services, tx, { territoryId, organisation, hostId: host.id, content })
    if (refused.length > 0) return { refused }
    await saveBeneficiary(services, tx, {
      ...{ territoryId, id, organisation, ...person },
      email: person.email ?? known?.email,
      phone: person.phone ?? known?.phone,
    })
    if (representative) {
      // Whoever answered for them before is no longer whom a link goes to.
      await tx
        .deleteFrom('representatives')
        .where('territory_id', '=', territoryId)
        .where('pupil_id', '=', id)
        .execute()
      await saveRepresentatives(tx, territoryId, [
        {
          ...{ id: services.newId(), pupilId: id, name: representative.name },
          ...(representative.email === undefined ? {} : { email: representative.email }),
          ...(representative.phone === undefined ? {} : { phone: representative.phone }),
        },
      ])
    }
    const drafted = { territoryId, organisation, hostId: host.id, content }
    return { agreement: await draftPrescribed(services, tx, drafted, by.grounds), again: false }
  })
}

/** What a renewal changes: the days, and whether the objective was met. Days are ISO days. */
export interface Renewal {
  readonly from: string
  readonly to: string
  readonly objectiveMet: boolean
}

/** Renews a PMSMP with all that it said. What the law does not allow is refused at once, with its words. */
export async function renew(
  services: MoveServices,
  { before, renewal, by }: { readonly before: Agreement; readonly renewal: Renewal; readonly by: Prescriber },
): Promise<Prescription> {
  const { territoryId, id: organisation } = by.organisation
  const { from, to, objectiveMet } = renewal
  return services.db.transaction().execute(async (tx): Promise<Prescription> => {
    await takeTurn(tx, by.organisation)
    const { weeks: _, ...host } = before.content.hosts[0]
    const content: AgreementContent = {
      ...before.content,
      hosts: [{ ...host, from, to }],
      prescriber: prescriberOf(by),
      renewal: { of: before.id, objectiveMet },
    }
    // Once only: whoever asks again is shown the one that there is.
    const same = (await agreementsOfPerson(tx, territoryId, before.pupilId)).find(
      (each) => each.content.renewal?.of === before.id,
    )
    if (same) return { agreement: same, again: true }
    const drafted = { territoryId, organisation, hostId: before.hostId, content }
    const refused = await refusals(services, tx, drafted)
    if (refused.length > 0) return { refused }
    return { agreement: await draftPrescribed(services, tx, drafted, by.grounds), again: false }
  })
}

const takeTurn = (tx: Db, { territoryId, id }: Organisation): Promise<unknown> =>
  tx
    .selectFrom('organisations')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .forUpdate()
    .execute()

/** What no written reason lets pass. A start in the past can be, on the agreement's own page. */
const refusals = async (
  services: MoveServices,
  tx: Db,
  drafted: Parameters<typeof judgePrescribed>[2],
): Promise<readonly AgreementFinding[]> =>
  (await judgePrescribed(services, tx, drafted)).filter(
    ({ severity, overridable }) => severity === 'refused' && !overridable,
  )

async function sameImmersion(
  tx: Db,
  territoryId: string,
  { pupil, hosts: [host] }: AgreementContent,
): Promise<Agreement | undefined> {
  const rows = await agreementsOfPerson(tx, territoryId, pupil.id)
  return rows.find(
    ({ firstDay, lastDay, content }) =>
      firstDay === host.from && lastDay === host.to && content.hosts[0].siret === host.siret,
  )
}

async function agreementsOfPerson(tx: Db, territoryId: string, pupilId: string): Promise<readonly Agreement[]> {
  const { rows } = await agreementsOfPupil(tx, { territoryId, pupilId })
  return rows.filter(({ state }) => standingStates.includes(state))
}

const prescriberOf = ({ organisation, name, email }: Prescriber) => ({
  organisation: organisation.name,
  name,
  ...(email === undefined ? {} : { email }),
})

function contentOf(
  {
    beneficiary,
    representative,
    employer,
    contract,
    host: asked,
    objective,
    from,
    to,
    hours,
    tasks,
    companion,
  }: JudgedImmersion,
  host: ImmersionHost,
  by: Prescriber,
  id: string,
): AgreementContent {
  const { firstName, lastName, birthDate, email, phone } = beneficiary
  return {
    scheme: 'pmsmp',
    hosts: [
      {
        name: host.name,
        siret: host.siret,
        address: host.address,
        representative: { name: asked.contact, email: asked.email },
        activities: tasks,
        ...(host.staff === undefined ? {} : { staff: host.staff }),
        ...{ from, to, hours },
      },
    ],
    prescriber: prescriberOf(by),
    ...(companion ? { companion } : {}),
    ...(employer ? { employer } : {}),
    pupil: {
      ...{ id, firstName, lastName, birthDate },
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
    },
    representatives: representative
      ? [
          {
            name: representative.name,
            ...(representative.email === undefined ? {} : { email: representative.email }),
            ...(representative.phone === undefined ? {} : { phone: representative.phone }),
          },
        ]
      : [],
    objective,
    ...(contract ? { insertionContract: contract } : {}),
  }
}
