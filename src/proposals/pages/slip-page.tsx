import { addresses, addressOf } from '#/addresses.ts'
import { deadlineWords } from '#/applications/index.ts'
import { capital, DeskPage, duringWords, QrCode, Title } from '#/design/index.ts'
import { addressWords } from '#/directory/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { fullName } from '#/pupils/index.ts'
import { journeyWords } from '../journey-words.ts'
import type { ProposalFacts } from '../proposal-facts.ts'
import { reasonsOf } from '../reasons.ts'

/** A proposed place on paper, for a pupil whom no mail reaches: to read, to tick and to give back, or to answer with the class's code. */
export function ProposalSlipPage({
  account,
  facts,
  signInCode,
  origin,
}: {
  readonly account: Account
  readonly facts: ProposalFacts
  /** Of the class. */
  readonly signInCode: string | undefined
  /** `https://stages.example.fr` */
  readonly origin: string
}) {
  const { proposal, offer, pupil, schoolName, timeZone } = facts
  const address = `${origin}${addresses.signInPupil}`
  const journey = journeyWords(proposal)
  return (
    <DeskPage title="Place à proposer sur papier" entries={entriesOf(account, 'proposal')} signed={account}>
      <div class="unprinted">
        <Title
          eyebrow={<a href={addressOf('proposal', { proposal: proposal.id })}>Place proposée</a>}
          lead={`Imprimez cette page et remettez-la à ${pupil.firstName}. Quand vous avez sa réponse, notez-la sur la page de la proposition.`}
        >
          Un papier pour {fullName(pupil)}
        </Title>
      </div>
      <ul class="slips slips-whole">
        <li class="slip">
          <p class="slip-who">
            <b>{fullName(pupil)}</b>
            <span>{schoolName}</span>
          </p>
          <QrCode text={address} label={`Adresse à photographier : ${address}`} />
          <p class="slip-text">
            La coordination des stages a trouvé une place pour toi : <b>{offer.title}</b>, chez <b>{offer.hostName}</b>.
          </p>
          <p class="slip-text">
            {offer.site ? addressWords(offer.site) : 'À distance'}. {capital(duringWords(proposal.weeks))}.{' '}
            {journey && `Le trajet : ${journey}.`}
          </p>
          <p class="slip-text">
            Elle est gardée pour toi jusqu’au <b>{deadlineWords(proposal.expiresAt, timeZone)}</b>. Coche ta réponse et
            rends ce papier à ton établissement, ou va sur{' '}
            <b class="slip-address">{address.replace(/^https?:\/\//, '')}</b> avec ton code
            {signInCode && (
              <>
                {' '}
                et celui de ta classe, <b class="slip-code">{`${signInCode.slice(0, 3)} ${signInCode.slice(3)}`}</b>
              </>
            )}
            .
          </p>
          <ul class="slip-ticks">
            <li>☐ Oui, je prends cette place.</li>
            {reasonsOf.pupil.map(({ code, label }) => (
              <li key={code}>☐ Non. {label}.</li>
            ))}
          </ul>
          <p class="slip-care">
            Si tu dis non, on continue à chercher avec toi. Le lieu ne sait pas pourquoi tu dis non.
          </p>
        </li>
      </ul>
    </DeskPage>
  )
}
