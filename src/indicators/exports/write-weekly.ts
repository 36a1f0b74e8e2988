import { addressOf } from '#/addresses.ts'
import { capital, countWords, numberWords, shareWords } from '#/design/index.ts'
import { type Letter, originOf } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { queryOf, readView } from '../board-view.ts'
import { addFigures, type Figures, placed, pupilsOf, underWay, without } from '../figures.ts'
import { schemeWords } from '../pages/board-frame.tsx'
import { readAlerts } from '../read-alerts.ts'
import { readBoard } from '../read-board.ts'
import { figuresBy } from '../read-figures.ts'
import { type Ground, readGround } from '../read-ground.ts'
import { readSchool } from '../read-school.ts'
import { figuresOfSlices } from '../slices.ts'
import { schoolThingsToDo, thingsToDo } from './things-to-do.ts'

/** The letter about an area as it stands; undefined where nobody has a week to come: in summer there is no letter. */
export async function writeWeekly(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  { territory: territoryId, within }: { readonly territory: string; readonly within: string },
): Promise<Letter | undefined> {
  const { db, clock, configuration } = services
  const groundOf = (scheme: string | undefined) =>
    readGround(db, {
      ...{ territoryId, now: clock.now() },
      view: readView((name) => (name === 'dans' ? within : name === 'stage' ? scheme : undefined)),
    })
  const any = await groundOf(undefined)
  const coming: Ground[] = []
  for (const scheme of any?.schemes ?? []) {
    const ground = await groundOf(scheme)
    if (ground && (await isComing(services, ground))) coming.push(ground)
  }
  const [main] = coming
  if (!main) return undefined
  const numbers: string[] = []
  for (const ground of coming) numbers.push(await numbersOf(services, ground))
  const todo = await todoOf(services, main)
  const { here, territory, view } = main
  const where = here?.name ?? territory.name
  const isSchool = here?.at.level === 'etablissement'
  return {
    subject: 'Les stages cette semaine',
    paragraphs: [`${where}, où en sont les élèves :`, numbers, ...(todo.length > 0 ? ['À faire d’abord :', todo] : [])],
    action: {
      label: isSchool ? 'Ouvrir la page de l’établissement' : 'Ouvrir le tableau de bord',
      href: `${originOf(configuration)}${
        isSchool
          ? addressOf('school', { territory: territoryId, school: here.at.code })
          : addressOf('board', { territory: territoryId }, queryOf(view))
      }`,
    },
    digest: `${where} : ${numbers[0] ?? ''}`,
  }
}

/** Someone here has a week that is not over. */
async function isComing({ db }: Pick<Services, 'db'>, { territory, scheme, here, today }: Ground): Promise<boolean> {
  const weeks = await figuresOfSlices(db, { territoryId: territory.id, scheme, day: undefined }, here?.at, 'weeks')
  const last = [...weeks.keys()].at(-1)?.slice('week:'.length)
  const week = `${today.yearOfWeek}-W${String(today.weekOfYear).padStart(2, '0')}`
  return last !== undefined && last >= week
}

/** « Séquence d’observation en seconde : 73 % placés (12 élèves sur 18, 4 de plus en une semaine), 3 en cours, 2 sans solution. » */
async function numbersOf({ db }: Pick<Services, 'db'>, { territory, scheme, here, today }: Ground): Promise<string> {
  const figuresOn = async (day: Temporal.PlainDate | undefined): Promise<Figures> =>
    addFigures((await figuresBy(db, { territoryId: territory.id, scheme, day }, here?.at, undefined)).values())
  const [now, before] = [await figuresOn(undefined), await figuresOn(today.subtract({ days: 7 }))]
  const more = placed(now) - placed(before)
  const since = more > 0 ? `, ${numberWords(more)} de plus en une semaine` : ''
  return `${capital(schemeWords(scheme))} : ${shareWords(placed(now), pupilsOf(now))} placés (${numberWords(placed(now))} sur ${countWords(pupilsOf(now), 'élève')}${since}), ${numberWords(underWay(now))} en cours, ${numberWords(without(now))} sans solution.`
}

async function todoOf({ db, clock }: Pick<Services, 'db' | 'clock'>, ground: Ground): Promise<readonly string[]> {
  const { territory, here, scheme } = ground
  if (here?.at.level === 'etablissement') {
    const asked = { territoryId: territory.id, school: here.at.code, scheme, day: undefined, now: clock.now() }
    return schoolThingsToDo((await readSchool(db, asked)).steps)
  }
  const board = await readBoard(db, ground)
  return thingsToDo(board.figures, await readAlerts(db, board))
}
