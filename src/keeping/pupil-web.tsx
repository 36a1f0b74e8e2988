import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { type Account, accountOf, type Env, holds, placeOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil, fullName, type Pupil, pupilOfAccount, pupilsOfRepresentative } from '#/pupils/index.ts'
import { answerRequest } from './answer-request.ts'
import { askData } from './ask-data.ts'
import { copyOfData } from './data-files.ts'
import { isRequestKind, requestsOfPupil } from './data-requests.ts'
import { type DataOf, MyDataPage } from './pages/my-data-page.tsx'
import { PupilDataPage } from './pages/pupil-data-page.tsx'
import { readPupilData } from './pupil-data.ts'
import { sentWords } from './sent-words.ts'

/** What is kept about a pupil: for the school that answers, for the pupil and the family who ask. */
export function pupilDataWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.pupilData, async (c) => {
    const pupil = await findPupil(db, c.req.param('pupil'))
    return pupil ? showPupil(c, pupil) : c.notFound()
  })

  app.post(addresses.pupilData, async (c) => {
    const pupil = await findPupil(db, c.req.param('pupil'))
    if (!pupil) return c.notFound()
    const sent = await c.req.parseBody()
    const requestId = sentWords(sent.demande, 40)
    const of = { territoryId: pupil.territoryId, pupilId: pupil.id }
    const request = (await requestsOfPupil(db, of)).find(({ id }) => id === requestId)
    if (!request) return showPupil(c, pupil, unknownRequest)
    const name = `reponse-${request.kind}`
    const answer = sentWords(sent[name], 4000)
    if (answer.length < 5)
      return showPupil(c, pupil, [{ name, message: 'Écrivez à la famille ce que vous avez fait, en une phrase.' }], {
        requestId,
        answer,
      })
    const account = accountOf(c)
    const grounds = groundsOf(account, ['head', 'secretary'], placeOf(c))
    await answerRequest(services, { of, requestId, answer, account, grounds })
    return c.redirect(addressOf('pupilData', { pupil: pupil.id }), 303)
  })

  app.get(addresses.pupilDataFile, async (c) => {
    const pupil = await findPupil(db, c.req.param('pupil'))
    if (!pupil) return c.notFound()
    const copy = await copyOfData(db, {
      who: { id: pupil.id, name: fullName(pupil) },
      of: { territoryId: pupil.territoryId, pupilId: pupil.id },
      format: c.req.param('format'),
      now: clock.now(),
    })
    return copy ? c.body(copy.text, 200, copy.headers) : c.notFound()
  })

  app.get(addresses.myData, (c) => showMine(c, { sent: c.req.query('fait') === 'demande' }))

  app.post(addresses.myData, async (c) => {
    const account = accountOf(c)
    const sent = await c.req.parseBody()
    const pupilId = sentWords(sent.eleve, 40)
    const pupil = (await mine(account)).find(({ id }) => id === pupilId)
    if (!isId(pupilId) || !pupil) return c.notFound()
    const kind = sentWords(sent[`demande-${pupilId}`], 20)
    const words = sentWords(sent[`mots-${pupilId}`], 2000)
    const form = { pupilId, kind, words }
    if (!isRequestKind(kind))
      return showMine(c, {
        form,
        errors: [{ name: `demande-${pupilId}`, message: 'Choisissez une demande : copie, correction ou effacement.' }],
      })
    if (kind === 'correct' && words === '')
      return showMine(c, {
        form,
        errors: [
          { name: `mots-${pupilId}`, message: 'Dites ce qui est à corriger, et ce qu’il faut écrire à la place.' },
        ],
      })
    const place = { territoryId: pupil.territoryId, school: pupil.school, class: pupil.classId, pupil: pupil.id }
    const grounds = groundsOf(account, ['pupil', 'representative'], place)
    await askData(services, { pupil, account, grounds, kind, words })
    return c.redirect(`${addresses.myData}?fait=demande`, 303)
  })

  return app

  async function showPupil(
    c: Context<Env>,
    pupil: Pupil,
    errors: readonly FieldError[] = [],
    refused?: { readonly requestId: string; readonly answer: string },
  ): Promise<Response> {
    const of = { territoryId: pupil.territoryId, pupilId: pupil.id }
    const [known, requests] = [await readPupilData(db, of), await requestsOfPupil(db, of)]
    const props = { account: accountOf(c), pupil, known, requests, errors, ...(refused ? { refused } : {}) }
    return c.html(renderPage(<PupilDataPage {...props} />), errors.length > 0 ? 422 : 200)
  }

  /** A pupil's own file, else those of one's children. */
  async function mine(account: Account): Promise<readonly Pupil[]> {
    const own = holds(account, ['pupil']) ? await pupilOfAccount(db, account.id) : undefined
    return own ? [own] : guarded(services, account, (tx) => pupilsOfRepresentative(tx, account.id))
  }

  async function showMine(
    c: Context<Env>,
    {
      sent = false,
      form = { pupilId: '', kind: '', words: '' },
      errors = [],
    }: {
      readonly sent?: boolean
      readonly form?: { readonly pupilId: string; readonly kind: string; readonly words: string }
      readonly errors?: readonly FieldError[]
    },
  ): Promise<Response> {
    const account = accountOf(c)
    const files: DataOf[] = []
    for (const pupil of await mine(account)) {
      const of = { territoryId: pupil.territoryId, pupilId: pupil.id }
      const [known, requests] = [await readPupilData(db, of), await requestsOfPupil(db, of)]
      // A family sees what its members asked; what a pupil asked alone stays between the pupil and the school.
      files.push({ pupil, known, requests: requests.filter(({ askedBy }) => askedBy === account.id) })
    }
    const voice = holds(account, ['pupil']) ? 'tu' : 'vous'
    const page = <MyDataPage account={account} voice={voice} files={files} sent={sent} form={form} errors={errors} />
    return c.html(renderPage(page), errors.length > 0 ? 422 : 200)
  }
}

const unknownRequest: readonly FieldError[] = [
  { name: 'demande', message: 'Cette demande n’existe plus. Rien n’a été effacé ni envoyé : relisez la page.' },
]
