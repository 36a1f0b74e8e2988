import { Hono } from 'hono'
import { z } from 'zod'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { type Account, accountOf, type Env, entriesOf, spend } from '#/identity/index.ts'
import { groundsOf, record } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { isDemonstration } from '#/territory/index.ts'
import { countBounces, listBounces, mendAddress } from './bounces.ts'
import { readPreferencesToken } from './correspondent.ts'
import { type Correspondent, findCorrespondent, knownCorrespondent } from './correspondents.ts'
import { type LetterState, listedStates } from './letter.ts'
import { judgeArrived, sendAgain, sendKept } from './letters.ts'
import { countLetters, findLetter, listLetters } from './list-letters.ts'
import type { AnyMail } from './mail.ts'
import { BouncesPage } from './pages/bounces-page.tsx'
import { DemonstrationLetterPage, DemonstrationLettersPage, LetterPage } from './pages/letter-page.tsx'
import { LettersPage } from './pages/letters-page.tsx'
import { type PhoneProps, type PreferencesNotice, PreferencesPage } from './pages/preferences-page.tsx'
import { askPhone, awaitedPhone, confirmPhone, forgetPhone } from './phone.ts'
import { recipientOf } from './post.ts'
import { choose, decline, kindsFor } from './preferences.ts'

const [pageLength, bounceLength] = [50, 200]
const counted: readonly LetterState[] = ['uncertain', 'due', 'refused', 'abandoned', 'kept']

const choice = z.object({
  rythme: z.enum(['now', 'daily', 'weekly']),
  refus: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((given) => (typeof given === 'string' ? [given] : given)),
})
const text = z.string().max(40).catch('')

/** What one is told, what was sent, and what did not arrive. */
export function messagesWeb(services: Services, kinds: readonly AnyMail[]): Hono<Env> {
  const { db, configuration } = services
  const mails = new Map(kinds.map((mail) => [mail.name, mail]))
  const labels = new Map([
    ...kinds.map(({ name, label }) => [name, label] as const),
    ['digest', 'Nouvelles groupées'] as const,
  ])
  const app = new Hono<Env>()

  /** What a form of the page asks, done: which notice to show. Undefined: nothing that it can ask. */
  async function change(
    person: Correspondent,
    form: Readonly<Record<string, unknown>>,
  ): Promise<PreferencesNotice | undefined> {
    if (form.faire === 'arreter' && typeof form.sorte === 'string' && isDeclinable(form.sorte)) {
      await decline(services, person.id, form.sorte)
      return 'declined'
    }
    const chosen = form.faire === 'choisir' ? choice.safeParse(form) : undefined
    if (!chosen?.success) return undefined
    const declined = chosen.data.refus.filter(isDeclinable)
    await choose(services, person.id, { rhythm: chosen.data.rythme, declined }, mails)
    return 'saved'
  }
  const isDeclinable = (name: string): boolean => name === '*' || mails.get(name)?.duty === 'may'

  app.get(addresses.myMessages, async (c) => {
    const account = accountOf(c)
    const person = await knownCorrespondent(services, db, { recipient: recipientOf({ accountId: account.id }) })
    return c.html(renderPage(await myPage(account, person, { notice: noticeOf(c.req.query('fait')) })))
  })

  app.post(addresses.myMessages, async (c) => {
    const account = accountOf(c)
    const person = await knownCorrespondent(services, db, { recipient: recipientOf({ accountId: account.id }) })
    const form = await c.req.parseBody({ all: true })
    const done = configuration.sms ? await changePhone(person, form) : undefined
    if (typeof done === 'object')
      return c.html(
        renderPage(await myPage(account, person, { phoneError: done, typed: text.parse(form.telephone) })),
        422,
      )
    const notice = done ?? (await change(person, form))
    return c.redirect(addressOf('myMessages', {}, { fait: notice }), 303)
  })

  async function changePhone(
    person: Correspondent,
    form: Readonly<Record<string, unknown>>,
  ): Promise<PreferencesNotice | PhoneProps['error']> {
    switch (form.faire) {
      case 'telephone': {
        if (!(await spend(services, 'phone.person', person.id)))
          return {
            field: 'telephone',
            message: 'Plusieurs codes sont déjà partis. Attendez une heure avant d’en demander un autre.',
          }
        const asked = await askPhone(services, person.id, text.parse(form.telephone))
        return asked === 'sent' ? 'code-sent' : { field: 'telephone', message: phoneWords[asked] }
      }
      case 'confirmer': {
        const confirmed = await confirmPhone(services, person.id, text.parse(form.code))
        return confirmed === 'confirmed'
          ? 'phone-confirmed'
          : { field: confirmed === 'wrong-code' ? 'code' : 'telephone', message: phoneWords[confirmed] }
      }
      case 'sans-sms':
        await forgetPhone(services, person.id)
        return 'phone-removed'
      default:
        return undefined
    }
  }

  async function myPage(
    account: ReturnType<typeof accountOf>,
    person: Correspondent,
    {
      notice,
      phoneError,
      typed,
    }: { notice?: PreferencesNotice | undefined; phoneError?: PhoneProps['error']; typed?: string },
  ) {
    return (
      <PreferencesPage
        action={addresses.myMessages}
        voice={person.reader.voice}
        rhythm={person.rhythm}
        declined={person.declined}
        kinds={await kindsFor(db, person, mails)}
        notice={notice}
        phone={
          configuration.sms && {
            confirmed: person.phone,
            awaited: await awaitedPhone(services, person.id),
            error: phoneError,
            typed,
          }
        }
        signed={account}
        entries={entriesOf(account, 'account')}
      />
    )
  }

  app.get(addresses.messagePreferences, async (c) => {
    const person = await personOf(c.req.param('token'))
    if (!person) return c.notFound()
    const { sorte = '*', fait } = c.req.query()
    const action = addressOf('messagePreferences', { token: c.req.param('token') })
    return c.html(
      renderPage(
        <PreferencesPage
          action={action}
          voice={person.reader.voice}
          rhythm={person.rhythm}
          declined={person.declined}
          kinds={await kindsFor(db, person, mails)}
          from={sorte}
          notice={noticeOf(fait)}
        />,
      ),
    )
  })

  // Called by people from the page above, and by mail programs (RFC 8058): from nowhere, with nothing but the token.
  app.post(addresses.messagePreferences, async (c) => {
    const token = c.req.param('token')
    const person = await personOf(token)
    if (!person) return c.notFound()
    const form = await c.req.parseBody({ all: true })
    if (form['List-Unsubscribe'] === 'One-Click') {
      const { sorte = '*' } = c.req.query()
      if (isDeclinable(sorte)) await decline(services, person.id, sorte)
      return c.text('Vous ne recevrez plus ces messages.')
    }
    const notice = await change(person, form)
    return c.redirect(addressOf('messagePreferences', { token }, { fait: notice }), 303)
  })

  async function personOf(token: string): Promise<Correspondent | undefined> {
    const id = readPreferencesToken(services.key, token)
    return id === undefined ? undefined : findCorrespondent(db, id)
  }

  app.get(addresses.letters, async (c) => {
    const account = accountOf(c)
    const { etat, apres, envoi } = c.req.query()
    const counts = await countLetters(db, counted)
    const state = listedStates.find((key) => key === etat) ?? firstOf(counts)
    return c.html(
      renderPage(
        <LettersPage
          signed={account}
          entries={entriesOf(account, 'letters')}
          state={state}
          counts={new Map(counted.map((key) => [key, counts.get(key) ?? 0]))}
          letters={await listLetters(db, { state, limit: pageLength, after: apres })}
          labels={labels}
          sends={configuration.smtp !== undefined}
          bounces={await countBounces(db)}
          sent={envoi !== undefined && /^\d{1,7}$/.test(envoi) ? Number(envoi) : undefined}
        />,
      ),
    )
  })

  /** What needs a person first, else what was sent or kept. */
  const firstOf = (counts: ReadonlyMap<LetterState, number>): LetterState =>
    (['uncertain', 'kept'] as const).find((key) => (counts.get(key) ?? 0) > 0) ?? (configuration.smtp ? 'sent' : 'kept')

  app.post(addresses.letters, async (c) => {
    const envoi = configuration.smtp ? await sendKept(services) : 0
    return c.redirect(addressOf('letters', {}, { etat: 'due', envoi }), 303)
  })

  app.get(addresses.letter, async (c) => {
    const account = accountOf(c)
    const letter = await findLetter(db, c.req.param('letter'))
    if (!letter) return c.notFound()
    await journalReading(account, letter)
    const label = labels.get(letter.mail) ?? letter.mail
    return c.html(
      renderPage(<LetterPage letter={letter} label={label} signed={account} entries={entriesOf(account, 'letters')} />),
    )
  })

  app.post(addresses.letter, async (c) => {
    const id = c.req.param('letter')
    if (!(await findLetter(db, id))) return c.notFound()
    const { faire } = await c.req.parseBody()
    if (faire === 'envoyer') await sendAgain(services, id)
    if (faire === 'arrive') await judgeArrived(services, id)
    return c.redirect(addressOf('letter', { letter: id }), 303)
  })

  app.get(addresses.letterBody, async (c) => {
    const letter = await findLetter(db, c.req.param('letter'))
    if (!letter?.html) return c.notFound()
    // Within its page the reading is journalled already; by itself it is one.
    if (c.req.header('sec-fetch-dest') !== 'iframe') await journalReading(accountOf(c), letter)
    return c.html(letter.html, 200, bodyHeaders)
  })

  /** A letter to a real person is read by whoever operates the platform: that leaves a line. */
  function journalReading(
    account: Account,
    { id, territoryId }: { readonly id: string; readonly territoryId: string },
  ) {
    const grounds = groundsOf(account, ['operator'], { territoryId })
    return record(services, db, { ...grounds, territoryId, what: 'letter.read', about: { kind: 'letter', id } })
  }

  app.get(addresses.bounces, async (c) => {
    const account = accountOf(c)
    const bounces = await listBounces(db, bounceLength)
    return c.html(
      renderPage(<BouncesPage bounces={bounces} signed={account} entries={entriesOf(account, 'letters')} />),
    )
  })

  app.post(addresses.bounces, async (c) => {
    const { adresse } = await c.req.parseBody()
    if (typeof adresse === 'string') await mendAddress(services, adresse)
    return c.redirect(addresses.bounces, 303)
  })

  app.get(addresses.demonstrationLetters, async (c) => {
    if (!(await isDemonstration(db))) return c.notFound()
    const { rows, next } = await listLetters(db, { state: 'kept', limit: pageLength, after: c.req.query('apres') })
    return c.html(renderPage(<DemonstrationLettersPage letters={rows} next={next} />))
  })

  app.get(addresses.demonstrationLetter, async (c) => {
    const letter = (await isDemonstration(db)) ? await findLetter(db, c.req.param('letter')) : undefined
    if (letter?.state !== 'kept') return c.notFound()
    return c.html(
      renderPage(<DemonstrationLetterPage letter={letter} label={labels.get(letter.mail) ?? letter.mail} />),
    )
  })

  app.get(addresses.demonstrationLetterBody, async (c) => {
    const letter = (await isDemonstration(db)) ? await findLetter(db, c.req.param('letter')) : undefined
    return letter?.state === 'kept' && letter.html ? c.html(letter.html, 200, bodyHeaders) : c.notFound()
  })

  return app
}

/** A letter in its own frame: nothing runs, nothing is loaded, nothing is sent; links open a new window. */
const bodyHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
}

const phoneWords = {
  'not-mobile': 'Donnez un numéro de mobile complet, par exemple 06 39 98 00 01.',
  'not-sent': 'Le code n’a pas pu partir. Vos choix sont intacts ; réessayez dans un moment.',
  'wrong-code': 'Ce code n’est pas le bon. Recopiez les 6 chiffres du dernier SMS.',
  'too-late': 'Ce code ne sert plus. Donnez votre numéro pour en recevoir un autre.',
} as const

const noticeOf = (given: string | undefined): PreferencesNotice | undefined =>
  (['saved', 'declined', 'code-sent', 'phone-confirmed', 'phone-removed'] as const).find((notice) => notice === given)
