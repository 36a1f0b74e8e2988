import './tables.ts'
import { isDeepStrictEqual } from 'node:util'
import type { Account } from '#/identity/index.ts'
import type { Grounds } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { type InputProblem, ProblemList } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import { type NamedBytes, readTable } from '#/platform/table-file.ts'
import { isWorkbook, readWorkbook } from '#/platform/workbook.ts'
import { judgedState } from './judged-state.ts'
import { contentOf, type Offer, type OfferContent } from './offer.ts'
import { columnOfAnswer, columnsOf, linesOf } from './offer-file.ts'
import { settingOf } from './offer-setting.ts'
import { findOffers, lockOffer } from './offers.ts'
import { lawOf } from './publish-draft.ts'
import { readOfferAnswers } from './read-offer-answers.ts'
import { saveOffer } from './save-offer.ts'
import { usualAnswers } from './write-draft.ts'

/** What a line would do: add an offer, or change the one of this id as it stood at `version`. */
export interface OfferPlan {
  readonly reference: string
  readonly offerId: string
  /** Of the offer it changes; undefined: it is new. */
  readonly version?: number
  readonly content: OfferContent
}

export interface OfferImport {
  readonly territoryId: string
  readonly id: string
  readonly hostId: string
  readonly state: 'refused' | 'previewed' | 'applied' | 'undone'
  readonly fileName: string
  readonly problems: readonly InputProblem[]
  readonly plans: readonly OfferPlan[]
  readonly written: readonly { readonly offerId: string; readonly version: number }[]
  readonly madeAt: Temporal.Instant
}

/** More lines than a host has offers: such a file is a territory's, and comes by the exchange. */
const mostLines = 500
const origin = 'file'

/** Reads a file of offers, checks each line as the form would and by the law, and keeps what applying would change. Its id. */
export async function previewOfferImport(
  services: Services,
  { territoryId, hostId, account, file }: { territoryId: string; hostId: string; account: Account; file: NamedBytes },
): Promise<string> {
  const { db, clock, newId } = services
  const problems = new ProblemList()
  const table = isWorkbook(file) ? await readWorkbook(file, [], problems) : readTable(file, [], problems)
  if (table.rows.length > mostLines)
    problems.add({ file: file.name, message: `${mostLines} lignes au plus ; coupez le fichier en plusieurs.` })
  const setting = await settingOf(services, db, {
    territoryId,
    hostId,
    offer: undefined,
    answers: { etablissements: 'all' },
  })
  const usual = await usualAnswers(services, { territoryId, hostId, account })
  const lines = problems.problems.length > 0 ? [] : linesOf(table, usual, setting, problems)
  if (lines.length === 0 && problems.problems.length === 0)
    problems.add({ file: file.name, message: 'ce fichier n’a aucune offre ; ajoutez une ligne sous l’en-tête.' })
  const known = await offersByReference(
    db,
    territoryId,
    hostId,
    lines.map(({ reference }) => reference),
  )
  const named = columnsOf(table)
  const plans: OfferPlan[] = []
  for (const { line, reference, answers } of lines) {
    const former = known.get(reference)
    const { content, errors } = readOfferAnswers(answers, { ...setting, weeks: former?.weeks ?? [] })
    for (const { name, message } of errors) {
      const column = columnOfAnswer(named, name)
      problems.add({ file: file.name, line, ...(column === undefined ? {} : { column }), message })
    }
    for (const { severity, message, mend, article } of errors.length > 0 ? [] : lawOf(content, setting))
      if (severity === 'refused') problems.add({ file: file.name, line, message: `${message} ${mend} (${article})` })
    const same = former && former.state !== 'archived' && isDeepStrictEqual(contentOf(former), content)
    if (!same)
      plans.push({ reference, offerId: former?.id ?? newId(), content, ...(former ? { version: former.version } : {}) })
  }
  const id = newId()
  const isRefused = problems.problems.length > 0
  await db
    .insertInto('offer_imports')
    .values({
      ...{ territory_id: territoryId, id, host_id: hostId, file_name: file.name, made_by: account.id },
      state: isRefused ? 'refused' : 'previewed',
      problems: JSON.stringify(problems.problems.slice(0, 1000)),
      plans: JSON.stringify(isRefused ? [] : plans),
      made_at: clock.now().toString(),
    })
    .execute()
  return id
}

async function offersByReference(
  db: Db,
  territoryId: string,
  hostId: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, Offer>> {
  if (references.length === 0) return new Map()
  const rows = await db
    .selectFrom('offers')
    .select(['id', 'reference'])
    .where('territory_id', '=', territoryId)
    .where('origin', '=', origin)
    .where('host_id', '=', hostId)
    .where('reference', 'in', references)
    .execute()
  const offers = await findOffers(
    db,
    rows.map(({ id }) => id),
  )
  return new Map(offers.map((offer) => [offer.reference ?? '', offer]))
}

export type ImportOutcome = 'done' | 'unknown' | 'not_now' | 'changed_since'

/** Makes a previewed file true, all of it or nothing, once. What changed since the preview is not overwritten: preview again. */
export function applyOfferImport(
  services: Services,
  of: { territoryId: string; importId: string; grounds: Grounds },
): Promise<ImportOutcome> {
  return inTransaction(services, async (tx, undo) => {
    const found = await lockImport(tx, of)
    if (!found) return 'unknown'
    if (found.state === 'applied') return 'done'
    if (found.state !== 'previewed') return 'not_now'
    const { territoryId, hostId } = found
    const written: { offerId: string; version: number }[] = []
    for (const { offerId, version, content, reference } of found.plans) {
      const former = version === undefined ? undefined : await lockOffer(tx, offerId)
      const state = await judgedState(services, tx, { territoryId, hostId, offerId, content, former })
      const saved = await saveOffer(services, tx, {
        ...{ territoryId, id: offerId, hostId, content, state, grounds: of.grounds, version },
        ...{ deed: 'imported', origin, reference },
      })
      if (!saved.saved) return undo('changed_since')
      written.push({ offerId, version: saved.version })
    }
    await setState(tx, found, 'applied', written)
    return 'done'
  })
}

/** Puts everything back as it stood before the file, once; offers that it brought go to the archive. Not over later changes. */
export function undoOfferImport(
  services: Services,
  of: { territoryId: string; importId: string; grounds: Grounds },
): Promise<ImportOutcome> {
  return inTransaction(services, async (tx, undo) => {
    const found = await lockImport(tx, of)
    if (!found) return 'unknown'
    if (found.state === 'undone') return 'done'
    if (found.state !== 'applied') return 'not_now'
    const { territoryId, hostId } = found
    for (const { offerId, version } of found.written) {
      const offer = await lockOffer(tx, offerId)
      if (offer?.version !== version) return undo('changed_since')
      const change = await tx
        .selectFrom('offer_changes')
        .select('before')
        .where('territory_id', '=', territoryId)
        .where('offer_id', '=', offerId)
        .where('version', '=', version)
        .executeTakeFirst()
      const { state, content } = change?.before ?? { state: 'archived' as const, content: contentOf(offer) }
      const saved = await saveOffer(services, tx, {
        territoryId,
        id: offerId,
        hostId,
        content,
        state,
        grounds: of.grounds,
        deed: 'undone',
        version,
      })
      if (!saved.saved) return undo('changed_since')
    }
    await setState(tx, found, 'undone', found.written)
    return 'done'
  })
}

/** Leaves a transaction with an outcome, and nothing written. */
class Undone extends Error {
  readonly outcome: ImportOutcome
  constructor(outcome: ImportOutcome) {
    super(outcome)
    this.name = 'Undone'
    this.outcome = outcome
  }
}

async function inTransaction(
  { db }: Services,
  work: (tx: Db, undo: (outcome: ImportOutcome) => never) => Promise<ImportOutcome>,
): Promise<ImportOutcome> {
  try {
    return await db.transaction().execute((tx) =>
      work(tx, (outcome) => {
        throw new Undone(outcome)
      }),
    )
  } catch (error) {
    if (error instanceof Undone) return error.outcome
    throw error
  }
}

/** One import of a host. */
export async function findOfferImport(db: Db, territoryId: string, importId: string): Promise<OfferImport | undefined> {
  const row = await importQuery(db, territoryId).where('id', '=', importId).executeTakeFirst()
  return row && importOf(row)
}

async function lockImport(tx: Db, { territoryId, importId }: { territoryId: string; importId: string }) {
  const row = await importQuery(tx, territoryId).where('id', '=', importId).forUpdate().executeTakeFirst()
  return row && importOf(row)
}

/** The files that a host gave, the latest first. */
export async function listOfferImports(
  db: Db,
  { territoryId, hostId, limit }: { territoryId: string; hostId: string; limit: number },
): Promise<OfferImport[]> {
  const rows = await importQuery(db, territoryId)
    .where('host_id', '=', hostId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(importOf)
}

const importQuery = (db: Db, territoryId: string) =>
  db.selectFrom('offer_imports').selectAll().where('territory_id', '=', territoryId)
type ImportRow = Awaited<ReturnType<ReturnType<typeof importQuery>['execute']>>[number]

const importOf = (row: ImportRow): OfferImport => ({
  territoryId: row.territory_id,
  id: row.id,
  hostId: row.host_id,
  state: row.state,
  fileName: row.file_name,
  problems: row.problems,
  plans: row.plans,
  written: row.written,
  madeAt: row.made_at,
})

async function setState(
  tx: Db,
  { territoryId, id }: Pick<OfferImport, 'territoryId' | 'id'>,
  state: OfferImport['state'],
  written: OfferImport['written'],
): Promise<void> {
  await tx
    .updateTable('offer_imports')
    .set({ state, written: JSON.stringify(written) })
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .execute()
}
