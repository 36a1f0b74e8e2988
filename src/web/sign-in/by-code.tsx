import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import {
  Button,
  ColumnPage,
  ErrorSummary,
  type FieldError,
  Form,
  renderPage,
  TextField,
  Title,
} from '#/design/index.ts'
import { beginningOf, type Env, readPrintedCode, refund, spend } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { signIn } from '../session-cookie.ts'
import { sourceOf } from './attempts.ts'
import { accountOfPupil, findByCodes } from './pupil-codes.ts'

/** In by what the school printed: the class's code, and the pupil's own. For those who have no e-mail address, and for all who find it simpler. */
export function byCode(services: Services): Hono<Env> {
  return new Hono<Env>()
    .get(addresses.signInPupil, (c) => c.html(renderPage(<CodesPage />)))
    .post(addresses.signInPupil, async (c) => {
      const form = await c.req.parseBody()
      const text = (name: string) => {
        const value = form[name]
        return typeof value === 'string' ? value.trim().slice(0, 50) : ''
      }
      const values = { classe: text('classe'), code: text('code') }
      const refuse = (errors: readonly FieldError[], status: 422 | 429 = 422) =>
        c.html(renderPage(<CodesPage values={values} errors={errors} />), status)
      const missing: FieldError[] = []
      if (readPrintedCode(values.classe) === '')
        missing.push({ name: 'classe', message: 'Recopie le code de ta classe.' })
      if (readPrintedCode(values.code) === '') missing.push({ name: 'code', message: 'Recopie ton code personnel.' })
      if (missing.length > 0) return refuse(missing)

      const source = sourceOf(c, services)
      const tooMany = {
        name: 'code',
        message:
          'Il y a eu trop d’essais ici. Attends quinze minutes, ou entre depuis un autre réseau : ton compte n’est pas bloqué.',
      }
      const codes = { classCode: values.classe, personalCode: values.code }
      const found = await findByCodes(services, codes)
      const [budget, subject] = found
        ? (['pupil.code', `${source} ${found.classId} ${beginningOf(values.code)}`] as const)
        : (['pupil.source', source] as const)
      // Counted before it is judged, and given back when it was right.
      if (!(await spend(services, budget, subject))) return refuse([tooMany], 429)
      if (!found)
        return refuse([
          {
            name: 'classe',
            message: 'Ce code de classe n’existe pas. Relis-le sur ta feuille, ou demande à ton professeur.',
          },
        ])
      if (found.pupilId === undefined)
        return refuse([
          {
            name: 'code',
            message:
              'Ce code n’est pas celui d’un élève de cette classe. Relis-le sur ta feuille, ou demandes-en un autre à ton professeur.',
          },
        ])
      await refund(services, budget, subject)
      const { pupilId } = found
      await signIn(c, services, await services.db.transaction().execute((tx) => accountOfPupil(services, tx, pupilId)))
      return c.redirect(addresses.welcome, 303)
    })
}

function CodesPage({
  values = { classe: '', code: '' },
  errors = [],
}: {
  values?: { readonly classe: string; readonly code: string }
  errors?: readonly FieldError[]
}) {
  return (
    <ColumnPage title="Entrer avec ton code">
      <ErrorSummary errors={errors} />
      <Title lead="Les deux codes sont sur la feuille que ton établissement t’a remise.">Entre avec ton code</Title>
      <Form errors={errors} method="post" action={addresses.signInPupil} novalidate>
        <TextField
          name="classe"
          label="Code de ta classe"
          hint="Six signes, par exemple BCD 234."
          value={values.classe}
          autocomplete="off"
          width="middle"
        />
        <TextField
          name="code"
          label="Ton code personnel"
          hint="Dix signes, par exemple BCDFG-23456. Ne le donne à personne."
          value={values.code}
          autocomplete="off"
          width="middle"
        />
        <Button>Entrer</Button>
      </Form>
      <p class="soft">Feuille perdue ? Ton professeur principal ou le secrétariat t’en imprime une autre.</p>
      <p>
        <a href={addresses.signIn}>Entrer avec une adresse électronique</a>
      </p>
    </ColumnPage>
  )
}
