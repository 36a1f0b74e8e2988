import { addressOf } from '#/addresses.ts'
import { LinkButton, Tag } from '#/design/index.ts'
import { stateWords } from '../placement-words.ts'
import type { AgreementLine } from '../read-agreement-lines.ts'
import type { Waiting } from '../steps.ts'
import type { AgreementState } from '../tables.ts'
import { waitingWords } from '../waiting-words.ts'

type Reader = 'pupil' | 'family' | 'host' | 'school'

/** What the page of the placement is for, once it is signed. */
const followWords: Readonly<Record<Reader, { readonly [State in AgreementState]?: string }>> = {
  pupil: { signed: 'Préparer mon stage', running: 'Mon stage', completed: 'Attestation, bilan et rapport' },
  family: { signed: 'Préparer le stage', running: 'Le stage', completed: 'Attestation et bilans' },
  host: { signed: 'Préparer l’accueil', running: 'Dire qui est là', completed: 'Faire le bilan' },
  school: { signed: 'Suivre le stage', running: 'Suivre le stage', completed: 'Attestation et bilans' },
}

/** The agreements on somebody's home: a line each, and a button where it is their turn. Nothing without any. */
export function AgreementLines({
  lines,
  reader,
}: {
  readonly lines: readonly AgreementLine[]
  readonly reader: Reader
}) {
  if (lines.length === 0) return null
  const title = reader === 'pupil' ? 'Ta convention' : reader === 'host' ? 'Conventions' : 'Convention'
  return (
    <section>
      <h2>{title}</h2>
      <ul class="rows">
        {lines.map(({ agreement, waiting }) => {
          const { id, content, state } = agreement
          const mine = isTheirs(waiting, reader)
          const href = addressOf('agreement', { agreement: id })
          const { firstName, lastName } = content.pupil
          return (
            <li key={id}>
              <a href={href}>{reader === 'host' ? `${firstName} ${lastName}` : content.hosts[0].name}</a>
              <span class="soft">
                {waiting.for === 'nothing' ? (
                  <Tag tone="ok">{stateWords(agreement)}</Tag>
                ) : (
                  waitingWords(waiting, agreement.scheme)
                )}
              </span>
              {mine && (
                <LinkButton
                  href={
                    waiting.for === 'answers' && reader !== 'pupil'
                      ? addressOf('agreementFill', { agreement: id, part: reader })
                      : href
                  }
                  look="plain"
                  small
                >
                  {waiting.for === 'answers' ? 'Compléter' : 'Lire et signer'}
                </LinkButton>
              )}
              {followWords[reader][state] && (
                <LinkButton
                  href={addressOf(reader === 'host' ? 'placementWelcome' : 'placement', { agreement: id })}
                  look="plain"
                  small
                >
                  {followWords[reader][state]}
                </LinkButton>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function isTheirs(waiting: Waiting, reader: Reader): boolean {
  if (waiting.for === 'answers') return reader !== 'pupil' && waiting.parts.includes(reader)
  // Those of the school sign from their own list.
  if (waiting.for !== 'signatures' || reader === 'school') return false
  const parties = { pupil: 'pupil', family: 'representative', host: 'host' } as const
  return waiting.parties.includes(parties[reader])
}
