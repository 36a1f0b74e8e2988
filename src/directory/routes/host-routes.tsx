import type { Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import { record } from '#/journal/index.ts'
import { bouncesFor } from '#/messages/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { contactHost, listContacts, releaseContact } from '../contacts.ts'
import { type HostDesk, hostDeskOf, movedTo } from '../desk.ts'
import { hostFormOf, judgeHostForm, readHostForm } from '../host-form.ts'
import { hostMembers } from '../members.ts'
import { HostFormPage } from '../pages/host-form-page.tsx'
import { type HostNotice, HostPage, isHostNotice } from '../pages/host-page.tsx'
import { PrinciplePage } from '../pages/principle-page.tsx'
import { judgePrincipleForm, principleFormOf, readPrincipleForm } from '../principle-form.ts'
import { findPrinciple, savePrinciple } from '../principles.ts'
import { checkHost } from '../register-checks.ts'
import { listSites } from '../sites.ts'
import { changeHost } from '../write-host.ts'
import { formBody } from './form-body.ts'
import { takenWords } from './list-routes.tsx'

const longestNote = 300

/** The page of a host, what it says of itself, what it agrees to, who contacts it. */
export function hostRoutes(app: Hono<Env>, services: Services): void {
  const { db, clock, configuration } = services
  const back = (desk: HostDesk, fait: HostNotice) => addressOf('host', { host: desk.host.id }, { fait })

  app.get(addresses.host, async (c) => {
    const moved = movedTo(c, 'host')
    // Not for ever: a merge can be undone.
    if (moved !== undefined) return c.redirect(moved, 302)
    const desk = await hostDeskOf(services, c)
    return desk ? c.html(await hostPage(c, desk)) : c.notFound()
  })

  async function hostPage(
    c: Context<Env>,
    desk: HostDesk,
    refused?: { readonly note: string; readonly message: string },
  ): Promise<string> {
    const { territoryId, host, mayEdit, territory } = desk
    const fait = c.req.query('fait')
    const principle = await findPrinciple(db, territoryId, host.id)
    const members = mayEdit ? await hostMembers(services, territoryId, host.id) : []
    const addressesHere = [principle.contactEmail, ...members.map(({ email }) => email)]
    return renderPage(
      <HostPage
        desk={desk}
        sites={await listSites(db, territoryId, host.id, { closed: mayEdit })}
        principle={principle}
        contacts={desk.frame.desk ? await listContacts(services, territoryId, host.id) : []}
        members={members}
        bounces={await bouncesFor(db, mayEdit ? addressesHere.filter((email) => email !== undefined) : [])}
        lockDays={configuration.contactLockDays}
        hasRegister={configuration.registerUrl !== undefined}
        today={clock
          .now()
          .toZonedDateTimeISO(territory?.timeZone ?? 'Europe/Paris')
          .toPlainDate()
          .toString()}
        notice={isHostNotice(fait) ? fait : undefined}
        refused={refused}
      />,
    )
  }

  app.get(addresses.hostEdit, async (c) => {
    const desk = await hostDeskOf(services, c)
    return desk ? c.html(editPage(desk, hostFormOf(desk.host), [])) : c.notFound()
  })

  app.post(addresses.hostEdit, async (c) => {
    const desk = await hostDeskOf(services, c)
    if (!desk) return c.notFound()
    const { territoryId, host, grounds } = desk
    const form = readHostForm((await formBody(c)).text)
    const judged = judgeHostForm(form)
    if ('errors' in judged) return c.html(editPage(desk, form, judged.errors), 422)
    const version = /^\d{1,9}$/.test(form.version) ? Number(form.version) : 0
    const saved = await changeHost(services, { territoryId, hostId: host.id, host: judged.host, version, grounds })
    if (!('why' in saved)) {
      if (judged.host.siret !== host.siret && judged.host.siret !== undefined) {
        const answer = await checkHost(services, { territoryId, hostId: host.id, siret: judged.host.siret })
        if (answer.state === 'silent' && answer.why !== 'off') return c.redirect(back(desk, 'silence'), 303)
      }
      return c.redirect(back(desk, 'modifiee'), 303)
    }
    const error: FieldError =
      saved.why === 'siret_taken'
        ? { name: 'siret', message: takenWords }
        : {
            name: 'nom',
            message:
              'Quelqu’un a modifié cette structure pendant que vous écriviez. Relisez vos réponses, puis enregistrez de nouveau : elles remplaceront les siennes.',
          }
    // The next time, what this person read is the latest.
    return c.html(editPage(desk, { ...form, version: String(host.version) }, [error]), 422)
  })

  const editPage = (desk: HostDesk, form: ReturnType<typeof readHostForm>, errors: readonly FieldError[]): string =>
    renderPage(
      <HostFormPage
        frame={desk.frame}
        title="Modifier la structure"
        lead={desk.host.name}
        action={addressOf('hostEdit', { host: desk.host.id })}
        back={addressOf('host', { host: desk.host.id })}
        form={form}
        errors={errors}
      />,
    )

  app.get(addresses.hostPrinciple, async (c) => {
    const desk = await hostDeskOf(services, c)
    if (!desk) return c.notFound()
    const principle = await findPrinciple(db, desk.territoryId, desk.host.id)
    return c.html(renderPage(<PrinciplePage desk={desk} form={principleFormOf(principle)} errors={[]} />))
  })

  app.post(addresses.hostPrinciple, async (c) => {
    const desk = await hostDeskOf(services, c)
    if (!desk) return c.notFound()
    const { territoryId, host, grounds } = desk
    const { text, ticked } = await formBody(c)
    const form = readPrincipleForm(text, ticked)
    const judged = judgePrincipleForm(form)
    if ('errors' in judged)
      return c.html(renderPage(<PrinciplePage desk={desk} form={form} errors={judged.errors} />), 422)
    const { principle } = judged
    await db.transaction().execute(async (tx) => {
      await savePrinciple(services, tx, { territoryId, hostId: host.id, principle, by: grounds.by })
      await record(services, tx, { territoryId, what: 'host.agreed', about: { kind: 'host', id: host.id }, ...grounds })
    })
    return c.redirect(back(desk, 'accord'), 303)
  })

  app.post(addresses.hostRegister, async (c) => {
    const desk = await hostDeskOf(services, c)
    if (!desk) return c.notFound()
    const { territoryId, host } = desk
    if (host.siret === undefined) return c.redirect(addressOf('host', { host: host.id }), 303)
    const answer = await checkHost(services, { territoryId, hostId: host.id, siret: host.siret })
    const silence = answer.state === 'silent' && (answer.why === 'off' ? 'sans-registre' : 'silence')
    return c.redirect(back(desk, silence || 'verifiee'), 303)
  })

  app.post(addresses.hostContact, async (c) => {
    const desk = await hostDeskOf(services, c)
    if (!desk) return c.notFound()
    const { territoryId, host, grounds, account } = desk
    const { text } = await formBody(c)
    const note = text('note').replaceAll('\0', '').trim()
    if (note.length > longestNote)
      return c.html(
        await hostPage(c, desk, { note, message: `Raccourcissez ce mot : ${longestNote} signes au plus.` }),
        422,
      )
    const outcome = await db.transaction().execute(async (tx) => {
      const wanted = { territoryId, hostId: host.id, accountId: account.id, note, insist: text('insister') === '1' }
      const came = await contactHost(services, tx, wanted)
      if (came.state === 'taken')
        await record(services, tx, {
          territoryId,
          what: 'host.contacted',
          about: { kind: 'host', id: host.id },
          ...grounds,
        })
      return came
    })
    if (outcome.state === 'needs_a_word')
      return c.html(
        await hostPage(c, desk, { note, message: 'Dites en un mot pourquoi vous la contactez aussi.' }),
        422,
      )
    return c.redirect(`${back(desk, outcome.state === 'held' ? 'contactee' : 'contact')}#contact`, 303)
  })

  app.post(addresses.hostContactEnd, async (c) => {
    const desk = await hostDeskOf(services, c)
    const contactId = c.req.param('contact')
    if (!desk || !isId(contactId)) return c.notFound()
    const { territoryId, host, account, coordinates, grounds } = desk
    const wanted = { territoryId, hostId: host.id, contactId, accountId: account.id, anyone: coordinates }
    const ended = await db.transaction().execute(async (tx) => {
      const released = await releaseContact(services, tx, wanted)
      const about = { kind: 'host', id: host.id } as const
      if (released) await record(services, tx, { ...grounds, territoryId, what: 'host.uncontacted', about })
      return released
    })
    return c.redirect(ended ? `${back(desk, 'fini')}#contact` : addressOf('host', { host: host.id }), 303)
  })
}
