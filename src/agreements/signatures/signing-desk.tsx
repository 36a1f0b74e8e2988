import type { Context } from 'hono'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { addSignature } from './add-signature.ts'
import { approveRequest, type CodeRefusal } from './approve-request.ts'
import { askToSign } from './ask-to-sign.ts'
import { hasSigned } from './circuit.ts'
import { readDrawing } from './drawn-signature.ts'
import { RefusePage } from './pages/refuse-page.tsx'
import { type SigningAddresses, SignPage, type SignPageProps, speaksTu } from './pages/sign-page.tsx'
import { mostOfReason, refuseToSign } from './refuse-to-sign.ts'
import { itemsOfRequest, signRequest } from './sign-request.ts'
import { findRequest, type SigningItem, type SigningRequest } from './signing-requests.ts'
import type { SigningView } from './view-signing.ts'

/** How someone came to their page, by a link or by their account: the rest is the same. */
export interface Arrival extends Pick<SignPageProps, 'signed' | 'entries'> {
  readonly view: SigningView
  readonly at: SigningAddresses
}

const mostOfName = 120

/** The page: to read, to type the code (`?demande=`), or what happens now. */
export async function showSigning(
  c: Context<Env>,
  { db }: Services,
  arrival: Arrival,
  extras: Pick<SignPageProps, 'errors' | 'notice' | 'request'> = {},
  status: 200 | 409 | 422 | 429 = 200,
): Promise<Response> {
  const asked = c.req.query('demande') ?? ''
  const found = extras.request ?? (await ownRequest(db, arrival.view, asked))
  const request =
    found && 'written' in found && found.written !== undefined ? { id: found.id, written: found.written } : found
  return c.html(
    renderPage(
      <SignPage
        {...arrival}
        {...extras}
        request={request && { id: request.id, written: request.written ?? arrival.view.signatory.name }}
      />,
    ),
    status,
  )
}

/** A request that is this signatory's, asked for in the same way, for the document as it is; undefined for anything else. */
async function ownRequest(
  db: Services['db'],
  { signatory, signer, document }: SigningView,
  id: string,
): Promise<SigningRequest | undefined> {
  const request = isId(id) ? await findRequest(db, id) : undefined
  if (!request || request.accountId !== signer.accountId || request.email !== signer.email) return undefined
  const items = await itemsOfRequest(db, request)
  const isTheirs = items.length === 1 && items.every((item) => item.signatoryId === signatory.id)
  return isTheirs && items.every((item) => item.documentSha256 === document.sha256) ? request : undefined
}

const itemOf = ({ agreement, signatory, document }: SigningView): SigningItem => ({
  agreementId: agreement.id,
  signatoryId: signatory.id,
  version: document.version,
  documentSha256: document.sha256,
})

/** Sends the code. A document that changed since the page was shown is shown again first. */
export async function sendCode(c: Context<Env>, services: Services, arrival: Arrival): Promise<Response> {
  const { view, at } = arrival
  const form = await c.req.parseBody()
  if (form.document !== view.document.sha256)
    return showSigning(c, services, arrival, { notice: changedNotice(view) }, 409)
  const id = await askToSign(services, {
    territoryId: view.agreement.territoryId,
    signer: view.signer,
    items: [itemOf(view)],
    source: c.get('clientAddress'),
  })
  if (id === undefined)
    return showSigning(
      c,
      services,
      arrival,
      {
        notice: (
          <Notice kind="warning" title="Plusieurs codes sont déjà partis">
            <p>
              {speaksTu(view)
                ? 'Le dernier sert encore : regarde ta messagerie, puis attends un quart d’heure avant d’en demander un autre. Tu peux aussi signer sur papier ou à ton établissement.'
                : 'Le dernier sert encore : regardez votre messagerie, puis attendez un quart d’heure avant d’en demander un autre. Vous pouvez aussi signer sur papier, ou à l’établissement.'}
            </p>
          </Notice>
        ),
      },
      429,
    )
  return c.redirect(`${at.page}?demande=${id}`, 303)
}

/** Takes the code and the signature, or the word that someone took note. */
export async function takeSignature(c: Context<Env>, services: Services, arrival: Arrival): Promise<Response> {
  const { view, at } = arrival
  const form = await c.req.parseBody()
  const text = (name: string): string => {
    const value = form[name]
    return typeof value === 'string' ? value : ''
  }
  if (text('document') !== view.document.sha256)
    return showSigning(c, services, arrival, { notice: changedNotice(view) }, 409)
  if (view.signatory.takesNote) return takeNote(c, services, arrival)

  const request = await ownRequest(services.db, view, text('demande'))
  if (!request)
    return showSigning(c, services, arrival, { notice: codeNotice({ why: 'unknown' }, speaksTu(view)) }, 422)
  const written = text('signature').normalize('NFC').replaceAll(/\p{C}/gu, '').trim()
  const drawing = readDrawing(text('dessin'))
  const isTu = speaksTu(view)
  const errors: FieldError[] = []
  if (written === '' || written.length > mostOfName)
    errors.push({
      name: 'signature',
      message: isTu
        ? `Écris ton nom, en ${mostOfName} signes au plus.`
        : `Écrivez votre nom, en ${mostOfName} signes au plus.`,
    })
  if (drawing === 'wrong')
    errors.push({
      name: 'dessin',
      message: 'Le dessin n’a pas pu être lu. Effacez-le et recommencez, ou laissez-le vide.',
    })
  const again = { id: request.id, written: written.slice(0, mostOfName) }
  if (errors.length > 0 || drawing === 'wrong')
    return showSigning(c, services, arrival, { errors, request: again }, 422)

  // Before the transaction that names it: no row names a file that is not there.
  const proofSha256 = drawing && (await services.files.put(new TextEncoder().encode(drawing.svg)))
  const outcome = await services.db.transaction().execute((tx) =>
    approveRequest({ ...services, db: tx }, request, [itemOf(view)], {
      typed: text('code'),
      source: c.get('clientAddress'),
      written,
      proofSha256,
    }),
  )
  if ('why' in outcome) {
    if (outcome.why !== 'wrong')
      return showSigning(
        c,
        services,
        arrival,
        { notice: codeNotice(outcome, isTu) },
        outcome.why === 'held' ? 429 : 422,
      )
    const message = `Ce n’est pas le bon code : il reste ${outcome.left === 1 ? 'un essai' : `${outcome.left} essais`}. Rien n’est signé.`
    return showSigning(c, services, arrival, { errors: [{ name: 'code', message }], request: again }, 422)
  }
  const [item] = await signRequest(services, request.id)
  if (item?.result === 'changed' || item?.result === 'closed')
    return showSigning(c, services, arrival, { notice: changedNotice(view) }, 409)
  return c.redirect(at.page, 303)
}

async function takeNote(c: Context<Env>, services: Services, arrival: Arrival): Promise<Response> {
  const { view, at } = arrival
  const { signer } = view
  const added = await services.db.transaction().execute((tx) =>
    addSignature(services, tx, {
      ...itemOf(view),
      grounds: signer.grounds,
      proof: {
        boundBy: signer.accountId === undefined ? 'link' : 'account',
        accountId: signer.accountId,
        networkAddress: c.get('clientAddress'),
      },
    }),
  )
  if ('why' in added) return showSigning(c, services, arrival, { notice: changedNotice(view) }, 409)
  return c.redirect(at.page, 303)
}

/** The page where one says why they do not sign. */
export const showRefusal = (
  c: Context<Env>,
  { view, at, signed, entries }: Arrival,
  error?: { readonly message: string; readonly why: string },
): Response | Promise<Response> => {
  if (view.signatory.takesNote || hasSigned(view.signatory)) return c.redirect(at.page, 303)
  return c.html(
    renderPage(<RefusePage view={view} at={at} signed={signed} entries={entries} error={error} />),
    error ? 422 : 200,
  )
}

/** Keeps the refusal and tells the school. */
export async function takeRefusal(c: Context<Env>, services: Services, arrival: Arrival): Promise<Response> {
  const { view, at } = arrival
  const form = await c.req.parseBody()
  const why = typeof form.raison === 'string' ? form.raison : ''
  const outcome = await refuseToSign(services, {
    agreementId: view.agreement.id,
    signatoryId: view.signatory.id,
    why,
    grounds: view.signer.grounds,
  })
  if (outcome === 'reason')
    return showRefusal(c, arrival, {
      why,
      message: speaksTu(view)
        ? `Dis pourquoi, en ${mostOfReason} signes au plus : ton établissement pourra y répondre.`
        : `Dites pourquoi, en ${mostOfReason} signes au plus : l’établissement pourra y répondre.`,
    })
  return c.redirect(outcome === 'refused' ? `${at.page}?fait=refus` : at.page, 303)
}

/** What the last action did, out of the address. */
export const doneNotice = (done: string | undefined) =>
  done === 'refus' ? (
    <Notice kind="info" title="L’établissement est prévenu">
      <p>Rien n’est signé en votre nom, et rien n’est annulé. Vous pouvez encore changer d’avis ici.</p>
    </Notice>
  ) : undefined

const changedNotice = (view: SigningView) => (
  <Notice kind="warning" title="La convention a changé depuis que la page est ouverte">
    <p>
      {speaksTu(view)
        ? 'Rien n’est signé. Voici le document tel qu’il est maintenant : relis-le avant de signer.'
        : 'Rien n’est signé. Voici le document tel qu’il est maintenant : relisez-le avant de signer.'}
    </p>
  </Notice>
)

function codeNotice({ why }: Exclude<CodeRefusal, { why: 'wrong' }>, isTu: boolean) {
  const words = {
    unknown: isTu
      ? 'Demande un nouveau code, il arrive en une minute.'
      : 'Demandez un nouveau code, il arrive en une minute.',
    expired: isTu
      ? 'Le code est trop ancien. Demandes-en un autre, il arrive en une minute.'
      : 'Le code est trop ancien. Demandez-en un autre, il arrive en une minute.',
    dead: isTu
      ? 'Ce code a été essayé trop de fois. Demandes-en un autre, il arrive en une minute.'
      : 'Ce code a été essayé trop de fois. Demandez-en un autre, il arrive en une minute.',
    held: isTu
      ? 'Trop de codes faux ont été essayés d’ici. Tu peux signer à ton établissement ou sur papier, ou réessayer demain.'
      : 'Trop de codes faux ont été essayés d’ici. Vous pouvez signer avec votre compte depuis un autre appareil, sur papier ou à l’établissement, ou réessayer demain.',
  } as const
  return (
    <Notice kind="warning" title="Rien n’est signé">
      <p>{words[why]}</p>
    </Notice>
  )
}
