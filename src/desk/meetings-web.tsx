import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { accountOf, type Env, territoryOf } from '#/identity/index.ts'
import { calendarFile, calendarHeaders } from '#/platform/calendar-file.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory, timeZoneOf } from '#/territory/index.ts'
import { emptyMeeting, type MeetingForm, meetingFormOf, readMeetingForm } from './meeting.ts'
import { addMeeting, changeMeeting, findMeeting, nextMeetings, pastMeetings, setCancelled } from './meetings.ts'
import { MeetingPage, MeetingsPage } from './pages/meetings-page.tsx'
import { textsOf } from './sent-texts.ts'

const [pageSize, pastShown] = [50, 20]

/** The coordination's meetings, and each as a file for a calendar. */
export function meetingsWeb(services: Services): Hono<Env> {
  const { db, clock, newId } = services
  return new Hono<Env>()
    .get(addresses.deskMeetings, (c) => showList(c, emptyMeeting, []))
    .post(addresses.deskMeetings, async (c) => {
      const territoryId = territoryOf(c)
      const sent = await textsOf(c)
      const form = formOf(sent)
      const read = readMeetingForm(form, await timeZoneOf(db, territoryId))
      if ('errors' in read) return showList(c, form, read.errors)
      const id = isId(sent.cle ?? '') ? (sent.cle ?? '') : newId()
      await addMeeting(services, { territoryId, id, by: accountOf(c).id, content: read.content })
      return c.redirect(addressOf('deskMeeting', { territory: territoryId, meeting: id }, { fait: 'oui' }), 303)
    })
    .get(addresses.deskMeeting, (c) => showOne(c, undefined, []))
    .post(addresses.deskMeeting, async (c) => {
      const { territory, meeting: id } = keysOf(c)
      const form = formOf(await textsOf(c))
      const read = readMeetingForm(form, await timeZoneOf(db, territory))
      if ('errors' in read) return showOne(c, form, read.errors)
      const changed = isId(id) && (await changeMeeting(services, { territoryId: territory, id, content: read.content }))
      return changed
        ? c.redirect(addressOf('deskMeeting', { territory, meeting: id }, { fait: 'oui' }), 303)
        : c.notFound()
    })
    .post(addresses.deskMeetingCancel, async (c) => {
      const { territory, meeting: id } = keysOf(c)
      if (!isId(id) || !(await findMeeting(db, territory, id))) return c.notFound()
      const cancelled = (await textsOf(c)).annuler !== 'non'
      await setCancelled(services, { territoryId: territory, id, cancelled })
      return c.redirect(addressOf('deskMeeting', { territory, meeting: id }), 303)
    })
    .get(addresses.deskMeetingFile, async (c) => {
      const { territory, meeting: id } = keysOf(c)
      const meeting = isId(id) ? await findMeeting(db, territory, id) : undefined
      if (!meeting) return c.notFound()
      const { title, startsAt, minutes, place, people } = meeting
      const event = {
        ...{ uid: `meeting-${id}@passerelle`, title, place, description: people },
        when: { from: startsAt, until: startsAt.add({ minutes }) },
      }
      return c.body(
        calendarFile([event], { product: 'Rencontres', now: clock.now() }),
        200,
        calendarHeaders('rencontre.ics'),
      )
    })

  async function showList(c: Context<Env>, form: MeetingForm, errors: readonly FieldError[]): Promise<Response> {
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    const { id } = territory
    return c.html(
      renderPage(
        <MeetingsPage
          account={accountOf(c)}
          timeZone={await timeZoneOf(db, id)}
          page={await nextMeetings(services, id, { after: c.req.query('suite'), limit: pageSize })}
          past={await pastMeetings(services, id, { limit: pastShown })}
          formKey={newId()}
          notice={undefined}
          {...{ territory, form, errors }}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  async function showOne(
    c: Context<Env>,
    typed: MeetingForm | undefined,
    errors: readonly FieldError[],
  ): Promise<Response> {
    const keys = keysOf(c)
    const territory = await findTerritory(db, keys.territory)
    const meeting = territory && isId(keys.meeting) ? await findMeeting(db, territory.id, keys.meeting) : undefined
    if (!territory || !meeting) return c.notFound()
    const timeZone = await timeZoneOf(db, territory.id)
    const form = typed ?? meetingFormOf(meeting, timeZone)
    const notice = c.req.query('fait') === 'oui' && <Notice kind="success" title="C’est enregistré" />
    return c.html(
      renderPage(<MeetingPage account={accountOf(c)} {...{ territory, meeting, timeZone, form, errors, notice }} />),
      errors.length > 0 ? 422 : 200,
    )
  }
}

const keysOf = (c: Context<Env>) => ({ territory: territoryOf(c), meeting: c.req.param('meeting') ?? '' })

const formOf = (sent: Readonly<Record<string, string | undefined>>): MeetingForm => ({
  quoi: sent.quoi ?? '',
  jour: sent.jour ?? '',
  heure: sent.heure ?? '',
  duree: sent.duree ?? '',
  lieu: sent.lieu ?? '',
  qui: sent.qui ?? '',
  notes: sent.notes ?? '',
})
