import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type Beneficiary, findBeneficiary } from '#/agreements/index.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, placeOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { answerPerson } from './answer-person.ts'
import { archivedOfPerson } from './archive.ts'
import { copyOfData } from './data-files.ts'
import { isRequestKind, requestsOfPupil } from './data-requests.ts'
import { type PersonAnswer, PersonDataPage } from './pages/person-data-page.tsx'
import { readPupilData } from './pupil-data.ts'
import { sentWords } from './sent-words.ts'

/** What is kept about someone whom an organisation accompanies, for the counsellors who answer them. */
export function personDataWeb(services: Services): Hono<Env> {
  const { db, clock, newId } = services

  const find = (c: Context<Env>): Promise<Beneficiary | undefined> =>
    guarded(services, accountOf(c), (tx) => findBeneficiary(tx, c.req.param('beneficiary') ?? ''))

  async function show(c: Context<Env>, form: PersonAnswer, errors: readonly FieldError[] = []): Promise<Response> {
    const person = await find(c)
    if (!person) return c.notFound()
    const of = { territoryId: person.territoryId, pupilId: person.id }
    const known = await readPupilData(db, of)
    const [requests, archived] = [await requestsOfPupil(db, of), await archivedOfPerson(db, of)]
    const props = { account: accountOf(c), person, known, requests, archived, form, errors }
    return c.html(renderPage(<PersonDataPage {...props} />), errors.length > 0 ? 422 : 200)
  }

  return new Hono<Env>()
    .get(addresses.personData, (c) => show(c, { formId: newId(), kind: '', words: '', answer: '' }))
    .post(addresses.personData, async (c) => {
      const person = await find(c)
      if (!person) return c.notFound()
      const sent = await c.req.parseBody()
      const formId = sentWords(sent.formulaire, 40)
      const kind = sentWords(sent.demande, 20)
      const form = { formId, kind, words: sentWords(sent.mots, 2000), answer: sentWords(sent.reponse, 4000) }
      const errors: FieldError[] = [
        ...(isId(formId)
          ? []
          : [
              {
                name: 'demande',
                message: 'Cette page était trop ancienne. Rien n’a été noté : relisez, puis renvoyez.',
              },
            ]),
        ...(isRequestKind(kind)
          ? []
          : [{ name: 'demande', message: 'Choisissez ce que la personne demande : copie, correction ou effacement.' }]),
        ...(form.answer.length >= 5
          ? []
          : [{ name: 'reponse', message: 'Écrivez à la personne ce que vous avez fait, en une phrase.' }]),
      ]
      if (!isRequestKind(kind) || errors.length > 0)
        return show(c, isId(formId) ? form : { ...form, formId: newId() }, errors)
      const account = accountOf(c)
      const grounds = groundsOf(account, ['counsellor'], placeOf(c))
      await answerPerson(services, { person, ...form, kind, account, grounds })
      return (await find(c))
        ? c.redirect(addressOf('personData', { beneficiary: person.id }), 303)
        : c.redirect(addressOf('immersions', {}, { fait: 'efface' }), 303)
    })
    .get(addresses.personDataFile, async (c) => {
      const person = await find(c)
      const copy =
        person &&
        (await copyOfData(db, {
          who: { id: person.id, name: `${person.firstName} ${person.lastName}` },
          of: { territoryId: person.territoryId, pupilId: person.id },
          format: c.req.param('format'),
          now: clock.now(),
        }))
      return copy ? c.body(copy.text, 200, copy.headers) : c.notFound()
    })
}
