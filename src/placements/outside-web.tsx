import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type Agreement, agreementsOfClass, findAgreement, standingStates } from '#/agreements/index.ts'
import { mondayOf } from '#/calendar/index.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, placeOf, schoolStaff } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findClass, listClassPupils, type Period, periodsOfClass, type SchoolClass } from '#/pupils/index.ts'
import { findOutsideHost } from './find-outside-host.ts'
import { judgeOutside, type OutsideForm, readOutsideForm } from './outside-form.ts'
import { type OutsideNotice, OutsidePage, type OutsidePupil } from './pages/outside-page.tsx'
import { endingOf, type ProofFile, readProofFile } from './proof-file.ts'
import { proofOf, recordOutsidePlacement, schemeOn, undoOutside } from './record-outside-placement.ts'

/** More than any class holds, and than its pupils have agreements. */
const [mostPupils, mostAgreements] = [200, 600]

/** Placements made elsewhere: the form, its undoing, the file that was handed in. */
export function outsideWeb(services: Services): Hono<Env> {
  const { db, configuration } = services
  const app = new Hono<Env>()

  app.get(addresses.outsideNew, async (c) => {
    const of = await findClass(db, c.req.param('class'))
    if (!of) return c.notFound()
    const periods = await periodsOfClass(db, of.territoryId, of.id)
    return show(c, of, { form: prefilled(periods, c.req.query('eleve') ?? ''), notice: await noticeOf(c, of) })
  })

  app.post(addresses.outsideNew, async (c) => {
    const of = await findClass(db, c.req.param('class'))
    if (!of) return c.notFound()
    const sent = await c.req.parseBody({ all: true })
    const form = readOutsideForm(sent)
    const pupils = await pupilsOf(c, of)
    const judged = judgeOutside(form, (id) => pupils.some((pupil) => pupil.id === id))
    const proof = await proofIn(sent.fichier)
    const refused: FieldError[] = proof && 'refused' in proof ? [{ name: 'fichier', message: proof.refused }] : []
    if ('errors' in judged) return show(c, of, { form, errors: [...judged.errors, ...refused] })
    if (proof && 'refused' in proof) return show(c, of, { form, errors: refused })
    const { outside } = judged
    const host = await findOutsideHost(services, of.territoryId, outside)
    if (host === 'unnamed' || host === 'nowhere') return show(c, of, { form, errors: [hostErrors[host]] })
    const recorded = await recordOutsidePlacement(services, {
      territoryId: of.territoryId,
      outside,
      host,
      scheme: schemeOn(await periodsOfClass(db, of.territoryId, of.id), outside, of.level),
      proof,
      grounds: groundsOf(accountOf(c), schoolStaff, placeOf(c)),
    })
    if (!recorded) return c.notFound()
    const { agreement, again } = recorded
    return c.redirect(
      addressOf('outsideNew', { class: of.id }, { fait: again ? 'deja' : 'note', stage: agreement.id }),
      303,
    )
  })

  app.post(addresses.outsideUndo, async (c) => {
    const agreementId = c.req.param('agreement')
    const grounds = groundsOf(accountOf(c), schoolStaff, placeOf(c))
    const undone = await undoOutside(services, { agreementId, grounds })
    const classId = placeOf(c).class
    if (undone === 'unknown' || classId === undefined) return c.notFound()
    return c.redirect(
      addressOf('outsideNew', { class: classId }, { fait: undone === 'undone' ? 'retire' : 'termine' }),
      303,
    )
  })

  app.get(addresses.outsideFile, async (c) => {
    const agreement = await guarded(services, accountOf(c), (tx) => findAgreement(tx, c.req.param('agreement')))
    const proof = agreement && (await proofOf(db, agreement))
    const bytes = proof && (await services.files.get(proof.sha256))
    if (!proof || !bytes) return c.notFound()
    return c.body(Uint8Array.from(bytes), 200, {
      'content-type': proof.mediaType,
      // What people hand in is never shown as a page of ours.
      'content-disposition': `attachment; filename="convention.${endingOf[proof.mediaType]}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    })
  })

  return app

  interface Shown {
    readonly form: OutsideForm
    readonly errors?: readonly FieldError[]
    readonly notice?: OutsideNotice | undefined
  }

  async function show(c: Context<Env>, of: SchoolClass, { form, errors = [], notice }: Shown): Promise<Response> {
    const pupils = await pupilsOf(c, of)
    return c.html(
      renderPage(
        <OutsidePage
          account={accountOf(c)}
          of={of}
          pupils={pupils}
          form={form}
          errors={errors}
          notice={notice}
          hasRegister={configuration.registerUrl !== undefined}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  /** The pupils of the class, those without a place first. */
  async function pupilsOf(
    c: Context<Env>,
    { territoryId, id: classId }: SchoolClass,
  ): Promise<readonly OutsidePupil[]> {
    const { pupils, agreements } = await guarded(services, accountOf(c), async (tx) => ({
      pupils: (await listClassPupils(tx, { territoryId, classId, limit: mostPupils })).rows,
      agreements: (await agreementsOfClass(tx, { territoryId, classId, limit: mostAgreements })).rows,
    }))
    const placed = new Set(agreements.filter(stands).map(({ pupilId }) => pupilId))
    return pupils
      .filter(({ leftAt }) => leftAt === undefined)
      .map(({ id, firstName, lastName }) => ({ id, name: `${lastName} ${firstName}`, placed: placed.has(id) }))
      .toSorted((a, b) => Number(a.placed) - Number(b.placed))
  }

  async function noticeOf(c: Context<Env>, of: SchoolClass): Promise<OutsideNotice | undefined> {
    const [done, id = ''] = [c.req.query('fait'), c.req.query('stage')]
    if (done === 'retire') return { kind: 'undone' }
    if (done === 'termine') return { kind: 'over' }
    if ((done !== 'note' && done !== 'deja') || !isId(id)) return undefined
    const agreement = await guarded(services, accountOf(c), (tx) => findAgreement(tx, id))
    if (agreement?.classId !== of.id || agreement.source !== 'outside' || !stands(agreement)) return undefined
    return { kind: done === 'note' ? 'recorded' : 'again', agreement }
  }
}

const stands = ({ state }: Agreement): boolean => standingStates.includes(state)

const hostErrors = {
  unnamed: {
    name: 'structure',
    message:
      'Ce SIRET ne donne pas de nom : le registre ne le connaît pas, ou ne répond pas. Donnez le nom et la commune.',
  },
  nowhere: {
    name: 'commune',
    message:
      'Nous ne trouvons pas cette commune dans le territoire. Corrigez-la, ou notez le stage sans ajouter le lieu à l’annuaire.',
  },
} as const

/** The class's first period, from Monday to Friday, at the hours that most keep. */
function prefilled([period]: readonly Period[], pupil: string): OutsideForm {
  const first = mondayOf(period?.weeks[0] ?? '')
  const last = mondayOf(period?.weeks.at(-1) ?? '')?.add({ days: 4 })
  return {
    ...readOutsideForm({}),
    eleve: pupil,
    du: first?.toString() ?? '',
    au: last?.toString() ?? '',
    jours: ['1', '2', '3', '4', '5'],
    horaires: '9 h – 12 h, 13 h – 16 h 30',
  }
}

/** The file of the form; undefined when none was given. */
async function proofIn(sent: unknown): Promise<ProofFile | { readonly refused: string } | undefined> {
  const file = Array.isArray(sent) ? sent[0] : sent
  if (!(file instanceof File) || file.size === 0) return undefined
  return readProofFile(new Uint8Array(await file.arrayBuffer()))
}
