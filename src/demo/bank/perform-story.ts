import {
  type Actor,
  answerApplication,
  cancelApplication,
  confirmApplication,
  findApplication,
  markRead,
  saveDraft,
  sendMessage,
  submitApplication,
  sweepApplications,
  withdrawApplication,
} from '#/applications/index.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil, fullName } from '#/pupils/index.ts'
import type { Random } from '../random.ts'
import { pastMoment } from './past-days.ts'
import { servicesAt } from './past-services.ts'
import { type Act, type Scene, type StoryOffer, scenes } from './story.ts'
import { openDayOf } from './write-by-days.ts'

/** Who a story is played by: ids. */
export interface Players {
  readonly territoryId: string
  readonly weeks: readonly string[]
  /** Of the pupils of the class, in the order of the story. */
  readonly pupils: readonly string[]
  readonly offers: Readonly<Record<StoryOffer, string>>
  /** Whoever answers at each offer's host; no account where they answer from the mail. */
  readonly hosts: Readonly<Record<StoryOffer, { readonly name: string; readonly account: string | undefined }>>
  readonly random: Random
  /** Sends what was posted; nothing leaves, all is kept for the catcher. */
  readonly deliver: (services: Services) => Promise<void>
}

interface Timed {
  readonly at: Temporal.Instant
  readonly scene: Scene
  readonly act: Act
}

/**
 * Plays the story by the use cases that people's forms call, each at its moment of the past weeks: events, messages, mails and journal come
 * as they would have. What cannot be done (any more) is left out, so that a filling that was cut is safe to start again.
 */
export async function performStory(services: Services, players: Players): Promise<void> {
  const now = services.clock.now()
  const acts: Timed[] = scenes
    .filter(({ pupil }) => players.pupils[pupil] !== undefined)
    .flatMap((scene) =>
      inOrder(
        scene.days.map(([daysAgo, act]) => ({
          at: pastMoment(now, daysAgo, isOfHost(act) ? 'host' : 'pupil', players.random),
          scene,
          act,
        })),
      ),
    )
    .toSorted((one, other) => Temporal.Instant.compare(one.at, other.at))
  const ids = new Map<Scene, string>()
  for (const [day, ofDay] of Map.groupBy(acts, ({ at }) =>
    at.toZonedDateTimeISO('Europe/Paris').toPlainDate().toString(),
  )) {
    await openDayOf(services.db, players.territoryId, ofDay[0]?.at ?? now)
    for (const timed of ofDay) await perform(servicesAt(services, timed.at), players, timed, ids)
    // In the night, time does its part and the letters leave.
    const night = Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '23:30' })
      .toInstant()
    const byNight = servicesAt(services, night)
    await sweepApplications(byNight, new AbortController().signal)
    await players.deliver(byNight)
  }
}

/** Acts of one day come in the order of the story, some minutes apart. */
function inOrder(acts: readonly Timed[]): Timed[] {
  let last: Temporal.Instant | undefined
  return acts.map((timed) => {
    const at = last && Temporal.Instant.compare(timed.at, last) <= 0 ? last.add({ minutes: 7 }) : timed.at
    last = at
    return { ...timed, at }
  })
}

const isOfHost = (act: Act): boolean =>
  ['read', 'answer', 'ask', 'counter'].includes(act.do) || (act.do === 'say' && act.by === 'host')

async function perform(
  services: Services,
  players: Players,
  { scene, act }: Timed,
  ids: Map<Scene, string>,
): Promise<void> {
  const pupil = await findPupil(services.db, players.pupils[scene.pupil] ?? '')
  if (!pupil) return
  const { [scene.offer]: offerId } = players.offers
  if (act.do === 'apply') {
    // A filling that was cut goes on: what was asked is not asked again.
    const asked = services.db.selectFrom('applications').select('id').where('pupil_id', '=', pupil.id)
    if (await asked.where('territory_id', '=', pupil.territoryId).where('offer_id', '=', offerId).executeTakeFirst())
      return
    const semaines = act.weeks === 'first' ? players.weeks.slice(0, 1) : players.weeks
    const form = { attrait: act.draws, disponibilite: '', besoins: '', dire: 'accepted', semaines }
    const saved = await saveDraft(services, { pupil, offerId, form })
    if ('applicationId' in saved) ids.set(scene, saved.applicationId)
    return
  }
  const applicationId = ids.get(scene)
  const application = applicationId && (await findApplication(services.db, applicationId))
  if (!application) return
  const { name, account } = players.hosts[scene.offer]
  const { version } = application
  const host: Actor & { readonly kind: 'host' } = {
    kind: 'host',
    grounds: {
      by: account,
      role: 'host',
      why: account === undefined ? 'link' : `host host:${application.hostId}`,
    },
  }
  const seeker: Actor & { readonly kind: 'pupil' } = {
    kind: 'pupil',
    grounds: { by: pupil.accountId, role: 'pupil', why: `pupil pupil:${pupil.id}` },
  }
  const formKey = services.newId()
  const answering = { applicationId: application.id, by: host, name, version }
  const own = { applicationId: application.id, version, by: seeker }
  switch (act.do) {
    case 'send':
      await submitApplication(services, own)
      return
    case 'read':
      await markRead(services, { applicationId: application.id, by: host })
      return
    case 'answer':
      await answerApplication(services, { ...answering, answer: act.answer })
      return
    case 'ask':
      await answerApplication(services, {
        ...answering,
        answer: { what: 'ask', question: act.question, formKey, anyway: false },
      })
      return
    case 'counter': {
      const weeks = players.weeks.filter((week) => !application.weeks.includes(week))
      await answerApplication(services, { ...answering, answer: { what: 'counter', weeks } })
      return
    }
    case 'confirm':
      await confirmApplication(services, own)
      return
    case 'withdraw':
      await withdrawApplication(services, own)
      return
    case 'say':
      await sendMessage(services, {
        applicationId: application.id,
        by: act.by === 'host' ? host : seeker,
        name: act.by === 'host' ? name : fullName(pupil),
        body: act.body,
        formKey,
        anyway: false,
      })
      return
    case 'cancel':
      await cancelApplication(services, { ...own, reason: act.reason, words: act.words })
      return
    default:
      return act satisfies never
  }
}
