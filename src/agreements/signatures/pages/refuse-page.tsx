import {
  Actions,
  Button,
  ColumnPage,
  type DeskEntry,
  ErrorSummary,
  LinkButton,
  type Signed,
  TextArea,
  Title,
} from '#/design/index.ts'
import { hostNames, pupilName } from '../say-agreement.ts'
import type { SigningView } from '../view-signing.ts'
import { type SigningAddresses, speaksTu } from './sign-page.tsx'

/** Why someone does not sign: the school reads it and can answer. */
export function RefusePage({
  view,
  at,
  signed,
  entries,
  error,
}: {
  view: SigningView
  at: SigningAddresses
  signed?: Signed | undefined
  entries: readonly DeskEntry[]
  error?: { readonly message: string; readonly why: string } | undefined
}) {
  const isTu = speaksTu(view)
  const errors = error ? [{ name: 'raison', message: error.message }] : []
  const title = 'Ne pas signer'
  return (
    <ColumnPage title={title} signed={signed} entries={entries}>
      <ErrorSummary errors={errors} voice={isTu ? 'tu' : 'vous'} />
      <Title
        eyebrow={`${pupilName(view.agreement.content)} · ${hostNames(view.agreement.content)}`}
        lead={
          isTu
            ? 'Rien n’est annulé : ton établissement lit ta raison et te répond.'
            : 'Rien n’est annulé : l’établissement lit votre raison, corrige la convention s’il le peut, et vous répond.'
        }
      >
        {title}
      </Title>
      <form method="post" action={at.refuse}>
        <TextArea
          name="raison"
          label="Ce qui ne va pas"
          hint="Par exemple : des dates, des horaires, un nom. Rien sur la santé de quelqu’un."
          value={error?.why.slice(0, 2000) ?? view.signatory.refusedWhy ?? ''}
          error={error?.message}
          required
        />
        <Actions>
          <Button look="plain">Envoyer à l’établissement</Button>
          <LinkButton href={at.page} look="quiet">
            Revenir à la convention
          </LinkButton>
        </Actions>
      </form>
    </ColumnPage>
  )
}
