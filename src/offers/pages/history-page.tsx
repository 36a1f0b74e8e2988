import { addressOf } from '#/addresses.ts'
import {
  Breadcrumb,
  ColumnPage,
  capital,
  type DeskEntry,
  momentWords,
  PostButton,
  type Signed,
  Title,
} from '#/design/index.ts'
import { contentOf, type Offer, type OfferContent, type OfferSite } from '../offer.ts'
import { offerSteps } from '../offer-answers.ts'
import type { OfferChange } from '../offer-history.ts'
import { stateWords } from '../offer-states.ts'
import type { OfferDeed } from '../save-offer.ts'
import { answerWords } from './answer-words.tsx'

interface Props {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly offer: Offer
  readonly sites: readonly OfferSite[]
  readonly changes: readonly OfferChange[]
}

export const deedWords: Readonly<Record<OfferDeed, string>> = {
  created: 'a créé l’offre',
  edited: 'a modifié l’offre',
  seats: 'a changé les places',
  published: 'a publié l’offre',
  waiting: 'a demandé une relecture',
  asked: 'a demandé une correction',
  refused: 'a refusé l’offre',
  paused: 'a mis l’offre en pause',
  archived: 'a archivé l’offre',
  draft: 'a retiré l’offre',
  imported: 'a importé l’offre',
  undone: 'est revenu en arrière',
}

/** Who changed what, the latest first, each with what it replaced. */
export function HistoryPage({ signed, entries, offer, sites, changes }: Props) {
  return (
    <ColumnPage title={`Historique : ${offer.title}`} signed={signed} entries={entries}>
      <Breadcrumb
        steps={[
          { label: offer.hostName, href: addressOf('hostOffers', { host: offer.hostId }) },
          { label: 'Historique' },
        ]}
      />
      <Title>{offer.title}</Title>
      <ol class="rows">
        {changes.map((change, index) => {
          const after = changes[index - 1]?.before?.content ?? contentOf(offer)
          const differences = change.before ? differencesOf(change.before.content, after, sites) : []
          return (
            <li key={change.version}>
              <p>
                <b>{change.by ?? 'Passerelle'}</b> {deedWords[change.what]}
                <span class="soft">{capital(momentWords(change.at))}</span>
              </p>
              {differences.map(({ question, before, now }) => (
                <p key={question}>
                  {question} : <del>{before}</del> → <ins>{now}</ins>
                </p>
              ))}
              {index === 0 && change.before && (
                <PostButton
                  small
                  look="plain"
                  action={addressOf('offerUndo', { offer: offer.id })}
                  fields={{ version: String(change.version) }}
                >
                  Annuler ce changement
                </PostButton>
              )}
            </li>
          )
        })}
      </ol>
      <p class="soft">Aujourd’hui : {stateWords[offer.state].label}.</p>
    </ColumnPage>
  )
}

interface Difference {
  readonly question: string
  readonly before: string
  readonly now: string
}

/** What reads differently, question by question. */
function differencesOf(before: OfferContent, now: OfferContent, sites: readonly OfferSite[]): readonly Difference[] {
  return offerSteps.flatMap(({ name }) => {
    const [former, next] = [answerWords[name](before, sites), answerWords[name](now, sites)]
    return former.flatMap(({ question, answer }, index) => {
      const other = next[index]?.answer ?? ''
      return answer === other ? [] : [{ question, before: answer || 'rien', now: other || 'rien' }]
    })
  })
}
