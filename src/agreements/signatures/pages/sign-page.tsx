import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  Card,
  ColumnPage,
  capital,
  countWords,
  type DeskEntry,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Notice,
  PostButton,
  SignaturePad,
  type Signed,
  TextField,
  Title,
} from '#/design/index.ts'
import { schemes } from '#/rules/index.ts'
import { AmendedChanges } from '../../pages/amended-changes.tsx'
import { awaited, hasSigned } from '../circuit.ts'
import { hiddenAddress } from '../contacts.ts'
import { hostNames, placementDays, pupilName } from '../say-agreement.ts'
import { requestMinutes } from '../signing-minutes.ts'
import type { SigningView } from '../view-signing.ts'
import { AgreementInShort } from './agreement-in-short.tsx'
import { CircuitSteps } from './circuit-steps.tsx'

/** Where the page's forms and links lead: by link or by account. */
export interface SigningAddresses {
  readonly page: string
  readonly code: string
  readonly refuse: string
  readonly document: string
}

export interface SignPageProps {
  readonly view: SigningView
  readonly at: SigningAddresses
  readonly signed?: Signed | undefined
  readonly entries: readonly DeskEntry[]
  readonly notice?: ComponentChildren
  /** A code was sent: where it is typed. */
  readonly request?: { readonly id: string; readonly written: string } | undefined
  readonly errors?: readonly FieldError[]
}

/** What is asked of one signatory: to read, then to sign with a code; or, once done, what happens now. */
export function SignPage(props: SignPageProps) {
  const { view, at, signed, entries, notice, request, errors = [] } = props
  const { agreement, signatory, document } = view
  const isTu = speaksTu(view)
  const done = hasSigned(signatory)
  const title = titleOf(view, request !== undefined)
  const pages = countWords(document.pages, 'page')
  return (
    <ColumnPage title={title} signed={signed} entries={entries} notice={notice}>
      <ErrorSummary errors={errors} voice={isTu ? 'tu' : 'vous'} />
      <Title
        eyebrow={`${pupilName(agreement.content)} · ${hostNames(agreement.content)}`}
        lead={`${agreement.amends === undefined ? '' : 'Avenant. '}${capital(schemes[agreement.content.scheme].name)}, du ${placementDays(agreement.content)}.`}
      >
        {title}
      </Title>
      {done ? (
        <Done view={view} at={at} isTu={isTu} />
      ) : request ? (
        <CodeForm {...props} request={request} isTu={isTu} />
      ) : (
        <>
          {document.changes.length > 0 && <AmendedChanges changes={document.changes} />}
          <AgreementInShort content={agreement.content} />
          <p>
            <a href={at.document}>Lire le document entier (PDF, {pages})</a>
          </p>
          {signatory.takesNote ? (
            <TakeNote at={at} isTu={isTu} sha256={document.sha256} />
          ) : (
            <AskCode {...props} isTu={isTu} />
          )}
        </>
      )}
    </ColumnPage>
  )
}

/** To a pupil who signed in; a letter to an address says « vous ». */
export const speaksTu = ({ signatory, signer }: SigningView): boolean =>
  signatory.party === 'pupil' && signer.accountId !== undefined

function titleOf(view: SigningView, codeSent: boolean): string {
  const { signatory, agreement, signatories } = view
  const isTu = speaksTu(view)
  const what = agreement.amends === undefined ? 'la convention' : 'l’avenant'
  if (hasSigned(signatory)) {
    if (signatory.takesNote) return 'C’est noté'
    return awaited(signatories).length === 0 && agreement.state !== 'signing' ? 'Tout le monde a signé' : 'C’est signé'
  }
  if (signatory.takesNote) return `Lire ${what}`
  if (codeSent) return isTu ? 'Recopie ton code' : 'Recopiez votre code'
  return `Lire et signer ${what}`
}

function AskCode({ view, at, isTu }: SignPageProps & { isTu: boolean }) {
  const { signer, signatory, document } = view
  const { email } = signer
  const accepted =
    view.agreement.amends === undefined ? 'la convention telle qu’elle est écrite' : 'l’avenant tel qu’il est écrit'
  return (
    <Card>
      <h2>Ce que signer veut dire</h2>
      <p>
        {isTu
          ? `En signant, tu acceptes ${accepted} dans ce document. Personne ne peut plus le changer sans te le redemander : son empreinte est gardée avec ta signature, l’heure et l’adresse d’où tu signes.`
          : `En signant, vous acceptez ${accepted} dans ce document. Personne ne peut plus le changer sans vous le redemander : son empreinte est gardée avec votre signature, l’heure et l’adresse d’où vous signez.`}
      </p>
      {signatory.refusedAt && (
        <p class="soft">
          {isTu ? 'Tu as dit ne pas vouloir signer' : 'Vous avez dit ne pas vouloir signer'} : signer maintenant revient
          sur ce refus.
        </p>
      )}
      <form method="post" action={at.code}>
        <input type="hidden" name="document" value={document.sha256} />
        <p>
          {email === undefined
            ? isTu
              ? 'Ta connexion suffit : aucun code n’est demandé.'
              : 'Votre connexion suffit : aucun code n’est demandé.'
            : isTu
              ? `Un code part à ${hiddenAddress(email)}.`
              : `Un code part à ${hiddenAddress(email)}${signatory.party === 'representative' ? ', l’adresse que l’établissement connaît' : ''}.`}
        </p>
        <Actions>
          <Button>{email === undefined ? 'Continuer' : 'Recevoir mon code'}</Button>
          <LinkButton href={at.refuse} look="quiet">
            Je ne veux pas signer
          </LinkButton>
        </Actions>
      </form>
      <p class="soft">
        {isTu
          ? 'Tu préfères le papier ? Imprime le document, signe-le et rapporte-le à ton établissement.'
          : 'Vous préférez le papier ? Imprimez le document, signez-le et remettez-le à l’établissement : il compte autant.'}
      </p>
    </Card>
  )
}

function CodeForm({
  view,
  at,
  request,
  errors = [],
  isTu,
}: SignPageProps & { request: { readonly id: string; readonly written: string }; isTu: boolean }) {
  const { signer, document } = view
  return (
    <>
      <Form errors={errors} method="post" action={at.page}>
        <input type="hidden" name="demande" value={request.id} />
        <input type="hidden" name="document" value={document.sha256} />
        {signer.email !== undefined && (
          <TextField
            name="code"
            label="Code à six chiffres"
            hint={`Envoyé à ${hiddenAddress(signer.email)}. Il sert pendant ${requestMinutes} minutes.`}
            autocomplete="one-time-code"
            inputMode="numeric"
            width="short"
            required
          />
        )}
        <TextField
          name="signature"
          label={isTu ? 'Ton nom, en guise de signature' : 'Votre nom, en guise de signature'}
          value={request.written}
          autocomplete="name"
          width="middle"
          required
        />
        <SignaturePad
          name="dessin"
          label={isTu ? 'Ta signature à la main (facultatif)' : 'Votre signature à la main (facultatif)'}
        />
        <Actions>
          <Button>Signer</Button>
          <LinkButton href={at.page} look="quiet">
            Relire la convention
          </LinkButton>
        </Actions>
      </Form>
      {signer.email !== undefined && (
        <div class="later">
          <p class="soft">
            {isTu
              ? 'Le code n’arrive pas ? Regarde dans les indésirables, puis demandes-en un autre.'
              : 'Le code n’arrive pas ? Regardez dans les indésirables, puis demandez-en un autre.'}
          </p>
          <PostButton action={at.code} fields={{ document: document.sha256 }} look="plain" small>
            Envoyer un autre code
          </PostButton>
        </div>
      )}
    </>
  )
}

function TakeNote({ at, isTu, sha256 }: { at: SigningAddresses; isTu: boolean; sha256: string }) {
  return (
    <Card>
      <p>
        {isTu
          ? 'Tu ne signes pas : tes responsables légaux le font pour toi. Dis seulement que tu l’as lue.'
          : 'Vous ne signez pas : dites seulement que vous en avez pris connaissance.'}
      </p>
      <PostButton action={at.page} fields={{ document: sha256, lu: '1' }}>
        {isTu ? 'J’ai lu la convention' : 'J’en ai pris connaissance'}
      </PostButton>
    </Card>
  )
}

function Done({ view, at, isTu }: { view: SigningView; at: SigningAddresses; isTu: boolean }) {
  const { signatories, signatory, document, timeZone, agreement } = view
  const waited = awaited(signatories)
  return (
    <>
      <Notice
        kind="success"
        title={signatory.takesNote ? 'Merci' : isTu ? 'Ta signature est gardée' : 'Votre signature est gardée'}
      >
        <p>
          {waited.length > 0
            ? isTu
              ? `Il manque encore ${countWords(waited.length, 'signature')}. Un message te préviendra quand tout le monde aura signé : tu n’as plus rien à faire.`
              : `Il manque encore ${countWords(waited.length, 'signature')}. Un message vous préviendra quand tout le monde aura signé : vous n’avez plus rien à faire.`
            : document.sealedSha256 === undefined
              ? 'Le document final, avec la preuve de chaque signature, est en préparation.'
              : 'Le document final porte la preuve de chaque signature.'}
        </p>
      </Notice>
      <CircuitSteps signatories={signatories} timeZone={timeZone} />
      <Actions>
        <LinkButton href={at.document} look="plain">
          {document.sealedSha256 === undefined ? 'Lire le document (PDF)' : 'Garder la convention signée (PDF)'}
        </LinkButton>
        {view.signer.accountId !== undefined && (
          <LinkButton href={addressOf('agreement', { agreement: agreement.id })} look="quiet">
            Voir la convention
          </LinkButton>
        )}
      </Actions>
    </>
  )
}
