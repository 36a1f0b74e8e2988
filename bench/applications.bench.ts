import pg from 'pg'
import { confirmApplication } from '#/applications/confirm-application.ts'
import { type Database, openEmbedded, openServer } from '#/platform/database.ts'
import { migrate } from '#/platform/migrations.ts'
import { openMarket } from '../test/market.ts'
import { startPostgres } from '../test/postgres-server.ts'

export const title =
  'Confirmation race: pupils at once for the last seats (ratio to a bare update of the same rows, in a transaction)'

/** Confirmations a second, all asked at once, for seats that are enough for a part of them; the reference takes and gives the same locks. */
export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const count = quick ? 60 : 400
  await measure('embedded', await openEmbedded(), count, print)
  const server = await startPostgres()
  const name = 'bench_applications'
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  try {
    await admin.query(`create database ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    await measure('PostgreSQL, 10 connections', await openServer(url.href), count, print)
    await admin.query(`drop database ${name} with (force)`)
  } finally {
    await admin.end()
    await server.stop()
  }
}

async function measure(
  engine: string,
  database: Database,
  count: number,
  print: (line: string) => void,
): Promise<void> {
  try {
    await migrate(database.db)
    const market = await openMarket(database.db)
    const { services, weeks } = market
    const pupils = await market.addPupils(count)
    const seats = Math.ceil(count / 4)
    const offerId = await market.addOffer([seats, seats])
    const accepted = await market.addApplications(
      pupils.map((pupilId) => ({ pupilId, offerId, weeks, state: 'accepted' })),
    )
    const bare = await secondsOf(() =>
      Promise.all(
        pupils.map(() =>
          database.db.transaction().execute((tx) =>
            tx
              .updateTable('offer_weeks')
              .set((on) => ({ taken: on.ref('taken') }))
              .where('offer_id', '=', offerId)
              .where('week', 'in', weeks)
              .execute(),
          ),
        ),
      ),
    )
    let won = 0
    const race = await secondsOf(async () => {
      const answers = await Promise.all(
        accepted.map(({ id, version }) =>
          confirmApplication(services, { applicationId: id, version, by: market.as('pupil') }),
        ),
      )
      won = answers.filter((answer) => 'application' in answer).length
    })
    if (won !== seats) throw new Error(`${won} of ${seats} seats were given`)
    print(
      `${engine}: ${count} at once for ${seats} seats, ${Math.round(count / race)} confirmations/s (${won} placed, the rest told « full »); ` +
        `bare update ${Math.round(count / bare)}/s; ratio ${(race / bare).toFixed(1)}`,
    )
  } finally {
    await database.close()
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
