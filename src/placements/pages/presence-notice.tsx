import { Notice, PostButton } from '#/design/index.ts'

/** What the last tap did, or why it did nothing. */
export type PresenceSaid =
  | { readonly kind: 'present' | 'absent'; readonly halves: string }
  | {
      readonly kind: 'erased' | 'incident' | 'evaluated' | 'not_now' | 'other_half' | 'certified'
      readonly halves?: never
    }

/** After a tap: what is known now, who was told, and the way back. */
export function PresenceNotice({ said, here }: { readonly said: PresenceSaid; readonly here: string }) {
  const undo = said.halves && (
    <PostButton action={here} fields={{ effacer: said.halves }} look="plain" small>
      Annuler
    </PostButton>
  )
  switch (said.kind) {
    case 'present':
      return <Notice kind="success" title="C’est noté : là" action={undo} />
    case 'absent':
      return (
        <Notice kind="success" title="C’est noté : absent" action={undo}>
          <p>L’établissement est prévenu. Il appelle la famille.</p>
        </Notice>
      )
    case 'erased':
      return <Notice kind="success" title="C’est effacé" />
    case 'incident':
      return (
        <Notice kind="success" title="Tout le monde est prévenu">
          <p>L’établissement et la famille reçoivent un message. Gardez votre téléphone près de vous.</p>
        </Notice>
      )
    case 'evaluated':
      return <Notice kind="success" title="Merci, votre bilan est enregistré" />
    case 'not_now':
      return (
        <Notice kind="warning" title="Ce stage n’est pas en cours">
          <p>Rien n’a changé. Les présences se disent à partir du premier jour.</p>
        </Notice>
      )
    case 'other_half':
      return (
        <Notice kind="warning" title="Cette demi-journée n’est pas à dire">
          <p>Rien n’a changé. Elle n’est pas de ce stage, ou elle n’a pas encore commencé.</p>
        </Notice>
      )
    case 'certified':
      return (
        <Notice kind="warning" title="L’attestation est déjà délivrée">
          <p>
            Rien n’a changé : elle dit les présences telles qu’elles étaient. Appelez l’établissement pour une erreur.
          </p>
        </Notice>
      )
    default:
      return said satisfies never
  }
}
