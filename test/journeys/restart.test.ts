import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { addresses } from '#/addresses.ts'
import { type ProgressState, readProgressState } from '#/design/progress-state.ts'
import { openDatabase } from '#/platform/database.ts'
import { testOnServer } from '../engines.ts'
import { buttonTo } from './coordinator.ts'
import { placeFor } from './server-process.ts'
import { desktop, visit } from './visit.ts'

test('a run outlives its server, killed in the middle, and the stop button stops one (embedded)', (t) =>
  runsOutlive(t, undefined))
testOnServer('a run outlives its server, killed in the middle, and the stop button stops one', (databaseUrl, t) =>
  runsOutlive(t, databaseUrl),
)

async function runsOutlive(t: TestContext, databaseUrl: string | undefined): Promise<void> {
  const pupils = 600
  const place = await placeFor(t, { pupils, databaseUrl })
  const first = await place.start()
  const { page } = await visit(t, { url: first.url, screen: desktop })
  const launch = async (url: string): Promise<string> => {
    // The territory's own comes last: that of the help waves was made after it.
    const [, campaign] = [...(await page.content()).matchAll(/"\/campagnes\/([^"/]+)"/g)].at(-1) ?? []
    await page.goto(`${url}/campagnes/${campaign}/affectations`)
    await buttonTo(page, '/affectations').or(page.locator('main a:text("Suivre")')).click()
    await page.waitForURL(/\/affectations\/[^/]+$/)
    return new URL(page.url()).pathname
  }
  /** On a machine that paused, a run may end between two looks: then another is asked for. */
  const caughtInTheMiddle = async (url: string): Promise<string> => {
    for (;;) {
      await page.goto(url + addresses.campaigns)
      const run = await launch(url)
      const state = await untilRun(page, url + run, ({ stage }) => !/attente|Préparation/i.test(stage))
      if (!ended(state)) return run
    }
  }
  await page.goto(first.url)
  await page.getByRole('button', { name: /Maud/ }).click()
  await page.waitForURL(`**${addresses.desk}`)
  await page.goto(first.url + addresses.campaigns)
  // The run that the demonstration asks for ends first: it may be nearly done, and the one to kill must have just begun.
  const demonstrated = await launch(first.url)
  await untilRun(page, first.url + demonstrated, ended)
  const run = await caughtInTheMiddle(first.url)
  await first.kill()

  const second = await place.start()
  // Still signed in: sessions are in the database too.
  await untilRun(page, second.url + run, ended)
  await page.goto(second.url + run)
  await page.getByText('Vérifié').first().waitFor()

  const stopped = await caughtInTheMiddle(second.url)
  await buttonTo(page, '/arreter').click()
  await untilRun(page, second.url + stopped, ended)
  await page.goto(second.url + stopped)
  await page.getByRole('heading', { level: 1, name: /arrêtée/ }).waitFor()
  await page.context().close()
  await second.stop()

  const database = await openDatabase(place.database)
  const { db } = database
  try {
    const runs = await db
      .selectFrom('runs')
      .select(['id', 'state', 'attempts'])
      // Help waves have runs of their own.
      .where('campaign_id', '=', run.split('/')[2] ?? '')
      .orderBy('number')
      .execute()
    const killed = runs.find(({ id }) => run.endsWith(id))
    assert.deepEqual([killed?.state, killed?.attempts], ['done', 2])
    assert.deepEqual(runs.at(-1)?.state, 'stopped')
    const rows = await db.selectFrom('run_pupils').select(['run_id', 'pupil']).execute()
    for (const { id, state } of runs)
      assert.equal(rows.filter(({ run_id }) => run_id === id).length, state === 'done' ? pupils : 0)
  } finally {
    await database.close()
  }
}

const ended = ({ next }: ProgressState): boolean => next !== undefined

/** Asks how far a run is until it is where it is waited for. */
async function untilRun(page: Page, run: string, wanted: (state: ProgressState) => boolean): Promise<ProgressState> {
  for (;;) {
    const answer = await page.request.get(`${run}/progression`, { headers: { accept: 'application/json' } })
    const state = readProgressState(await answer.json())
    if (wanted(state)) return state
    await new Promise((done) => setTimeout(done, 20))
  }
}
