import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf } from '#/identity/index.ts'
import { type Grounds, groundsOf, guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Pupil, pupilOfAccount, pupilsOfRepresentative } from '#/pupils/index.ts'
import { askForHelp, withdrawHelp } from './help-requests.ts'
import { FamilyPage } from './pages/family-page.tsx'
import { type HomeNotice, PupilHomePage } from './pages/pupil-home-page.tsx'
import { type PupilHome, readPupilHome } from './read-pupil-home.ts'

/** The homes of pupils and of their families. */
export function pupilHomeWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.myPlacement, async (c) => {
    const account = accountOf(c)
    const pupil = await pupilOfAccount(db, account.id)
    if (!pupil) return c.notFound()
    const home = await readPupilHome(services, account, pupil, 'pupil')
    const notice = noticeOf(c.req.query('fait'), home)
    const entries = entriesOf(account, 'myPlacement')
    return c.html(
      renderPage(<PupilHomePage signed={{ name: account.name }} entries={entries} home={home} notice={notice} />),
    )
  })

  app.post(addresses.helpAsk, async (c) => {
    const account = accountOf(c)
    const pupil = await pupilOfAccount(db, account.id)
    if (!pupil) return c.notFound()
    await askForHelp(services, of(pupil, groundsOf(account, ['pupil'], placeOfPupil(pupil))))
    return c.redirect(`${addresses.myPlacement}?fait=aide`, 303)
  })

  app.post(addresses.helpWithdraw, async (c) => {
    const account = accountOf(c)
    const pupil = await pupilOfAccount(db, account.id)
    if (!pupil) return c.notFound()
    await withdrawHelp(services, of(pupil, groundsOf(account, ['pupil'], placeOfPupil(pupil))))
    return c.redirect(`${addresses.myPlacement}?fait=retrait`, 303)
  })

  app.get(addresses.myFamily, async (c) => {
    const account = accountOf(c)
    const children = await guarded(services, account, (tx) => pupilsOfRepresentative(tx, account.id))
    const homes: PupilHome[] = []
    for (const child of children) homes.push(await readPupilHome(services, account, child, 'family'))
    const entries = entriesOf(account, 'myFamily')
    return c.html(renderPage(<FamilyPage signed={{ name: account.name }} entries={entries} homes={homes} />))
  })

  return app
}

const placeOfPupil = ({ territoryId, school, classId, id }: Pupil) => ({
  territoryId,
  school,
  class: classId,
  pupil: id,
})

const of = ({ territoryId, id }: Pupil, grounds: Grounds) => ({ territoryId, pupilId: id, grounds })

/** What was done a moment ago, while it is still true. */
function noticeOf(done: string | undefined, { help }: PupilHome): HomeNotice {
  if (done === 'aide' && help.state === 'asked') return 'asked'
  return done === 'retrait' && help.state !== 'asked' ? 'withdrawn' : undefined
}
