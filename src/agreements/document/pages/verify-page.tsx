import type { ComponentChildren } from 'preact'
import { addresses } from '#/addresses.ts'
import {
  Actions,
  Button,
  ColumnPage,
  countWords,
  type DeskEntry,
  dayWords,
  ErrorSummary,
  type FieldError,
  FileDrop,
  Form,
  Notice,
  type Signed,
  TextField,
  Title,
} from '#/design/index.ts'
import type { KnownDocument, Verdict } from '../verify-document.ts'

interface VerifyPageProps {
  readonly entries: readonly DeskEntry[]
  readonly signed: Signed | undefined
  readonly verdict: Verdict | undefined
  readonly code: string
  readonly errors: readonly FieldError[]
}

/** Checks a document by its code or its file, and says what it is without saying about whom. */
export function VerifyPage({ entries, signed, verdict, code, errors }: VerifyPageProps) {
  return (
    <ColumnPage title="Vérifier une convention" entries={entries} {...(signed ? { signed } : {})}>
      <Title lead="Vous avez une convention entre les mains, sur papier ou en fichier : voyez si elle est bien celle qui a été faite ici.">
        Vérifier une convention
      </Title>
      <ErrorSummary errors={errors} />
      {verdict && <VerdictNotice verdict={verdict} />}
      <Form errors={errors} method="post" action={addresses.verify} enctype="multipart/form-data" class="stack">
        <TextField
          name="code"
          label="Code au bas d’une page"
          hint="Par exemple K7QM2XRD-1-2-HGTRWBC, à côté du carré."
          value={code}
          autocomplete="off"
          width="middle"
        />
        <FileDrop
          name="fichier"
          label="Ou le fichier PDF"
          hint="Il est lu, comparé, puis oublié."
          accept={['.pdf']}
          multiple={false}
        />
        <Actions>
          <Button>Vérifier</Button>
        </Actions>
      </Form>
    </ColumnPage>
  )
}

function VerdictNotice({ verdict }: { readonly verdict: Verdict }) {
  switch (verdict.is) {
    case 'finished':
      return (
        <Notice kind="success" title="Ce fichier est authentique">
          <p>C’est, à l’octet près, la convention terminée, signée par tous et cachetée.</p>
          <Facts document={verdict.document} />
        </Notice>
      )
    case 'unfinished':
      return (
        <Notice kind="info" title="Ce fichier est authentique, sans la preuve des signatures">
          <p>
            C’est, à l’octet près, le document proposé à la signature.{' '}
            {verdict.document.sealedOn
              ? 'Tous l’ont signé depuis : demandez la convention terminée.'
              : 'Il ne prouve pas que tous l’ont signé.'}
          </p>
          <Facts document={verdict.document} />
        </Notice>
      )
    case 'page':
      return (
        <Notice kind={verdict.document.sealedOn ? 'success' : 'info'} title="Ce code est authentique">
          <p>
            C’est celui de la page {verdict.page} sur {verdict.document.pages}. Le code dit de quel document vient la
            page ; il ne dit pas si quelqu’un y a écrit à la main.
          </p>
          <Facts document={verdict.document} />
        </Notice>
      )
    case 'changed':
      return (
        <Notice kind="error" title="Ce fichier a été modifié">
          <p>
            Il se présente comme une convention faite ici, mais il n’est pas tel que nous l’avons fait.{' '}
            {verdict.signed
              ? 'Les pages signées, au début, sont intactes ; ce qui suit a été changé.'
              : 'Ne vous y fiez pas : demandez l’original à l’établissement.'}
          </p>
          {verdict.document && <Facts document={verdict.document} />}
        </Notice>
      )
    case 'unknown':
      return (
        <Notice kind="warning" title="Nous ne connaissons pas ce document">
          <p>
            Le code est mal recopié, ou le document vient d’ailleurs. Une photo, une impression ou un fichier enregistré
            de nouveau ne peuvent pas être comparés : tapez alors le code au bas d’une page.
          </p>
        </Notice>
      )
    default:
      return verdict satisfies never
  }
}

function Facts({ document }: { readonly document: KnownDocument }): ComponentChildren {
  const { code, version, pages, frozenOn, sealedOn, isOlder, isOver } = document
  const day = (date: Temporal.PlainDate) => dayWords(date, { year: true, weekday: false })
  return (
    <>
      <p>
        Convention {code}, version {version}, {countWords(pages, 'page')}, établie le {day(frozenOn)}
        {sealedOn ? `, signée par tous et cachetée le ${day(sealedOn)}` : ', pas encore signée par tous'}.
      </p>
      {isOlder && <p>Une version plus récente a pris sa place.</p>}
      {isOver && <p>Elle n’a plus cours : rien n’a lieu comme elle le dit.</p>}
    </>
  )
}
