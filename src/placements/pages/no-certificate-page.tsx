import { addressOf } from '#/addresses.ts'
import {
  Actions,
  ColumnPage,
  countWords,
  type DeskEntry,
  dayWords,
  LinkButton,
  Notice,
  type Signed,
  Title,
} from '#/design/index.ts'
import type { NoCertificate } from '../issue-certificate.ts'

/** Why there is no certificate yet, and who moves next. */
export function NoCertificatePage({
  signed,
  entries,
  agreementId,
  about,
  missing,
  mayMark,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly agreementId: string
  readonly about: string
  readonly missing: NoCertificate
  /** Whether this person may say who was there. */
  readonly mayMark: boolean
}) {
  return (
    <ColumnPage title="L’attestation n’est pas encore prête" signed={signed} entries={entries}>
      <Title eyebrow={about}>L’attestation n’est pas encore prête</Title>
      <Notice kind="info">
        <p>{words(missing)}</p>
      </Notice>
      {mayMark && missing.why !== 'not_over' && (
        <Actions>
          <LinkButton href={addressOf('placementWelcome', { agreement: agreementId })}>Dire les présences</LinkButton>
        </Actions>
      )}
    </ColumnPage>
  )
}

function words(missing: NoCertificate): string {
  switch (missing.why) {
    case 'not_over':
      return 'Elle est délivrée quand le stage est terminé.'
    case 'never_there':
      return 'Personne n’a dit que l’élève était là. Le lieu d’accueil ou l’établissement peut le dire.'
    case 'unsaid':
      return `Il reste ${countWords(missing.unsaid, 'demi-journée', 'demi-journées')} dont le lieu d’accueil n’a rien dit. Après ${dayWords(missing.until)}, l’attestation est délivrée sans l’attendre.`
    default:
      return missing satisfies never
  }
}
