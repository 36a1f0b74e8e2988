import { addresses, addressOf } from '#/addresses.ts'
import {
  Actions,
  Chips,
  countWords,
  type DeskEntry,
  DeskPage,
  EmptyState,
  LinkButton,
  momentWords,
  Notice,
  PostButton,
  type Signed,
  Table,
  Title,
} from '#/design/index.ts'
import type { Paged } from '#/platform/paged.ts'
import { type LetterState, letterStates, listedStates } from '../letter.ts'
import type { ListedLetter } from '../list-letters.ts'
import { letterWords } from './letter-words.ts'

export interface LettersProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly state: LetterState
  readonly counts: ReadonlyMap<LetterState, number>
  readonly letters: Paged<ListedLetter>
  /** Names of mail kinds, for people. */
  readonly labels: ReadonlyMap<string, string>
  /** Whether there is a server to send what was kept. */
  readonly sends: boolean
  readonly bounces: number
  readonly sent?: number | undefined
}

/** For those who run the platform: what was sent, what waits, what needs a person. */
export function LettersPage({ signed, entries, state, counts, letters, labels, sends, bounces, sent }: LettersProps) {
  const count = (key: LetterState): number => counts.get(key) ?? 0
  const uncertain = count('uncertain')
  const lead = [
    sends
      ? 'Les courriers partent par votre serveur d’envoi.'
      : 'Aucun serveur d’envoi n’est réglé : les courriers sont gardés ici, où vous les lisez.',
    uncertain > 0 && `${countWords(uncertain, 'courrier')} à juger : envoyer à nouveau, ou tenir pour arrivé.`,
  ]
  return (
    <DeskPage
      title="Courriers"
      entries={entries}
      signed={signed}
      notice={
        sent !== undefined && (
          <Notice kind="success" title={`${countWords(sent, 'courrier')} à envoyer`}>
            <p>Chacun est récrit d’après ce qui est vrai maintenant ; ce qui est réglé depuis ne part pas.</p>
          </Notice>
        )
      }
    >
      <Title lead={lead.filter(Boolean).join(' ')}>Courriers</Title>
      <Chips
        label="État"
        chips={listedStates.map((key) => ({
          label: chipWords[key] ?? letterStates[key].label,
          href: addressOf('letters', {}, { etat: key }),
          ...(counts.has(key) ? { count: count(key) } : {}),
          current: key === state,
        }))}
      />
      <Actions>
        {state === 'kept' && sends && count('kept') > 0 && (
          <PostButton action={addresses.letters} look="plain">
            Envoyer les courriers gardés
          </PostButton>
        )}
        <LinkButton href={addresses.bounces} look="quiet">
          {bounces === 0 ? 'Adresses qui refusent' : `${countWords(bounces, 'adresse')} à réparer`}
        </LinkButton>
      </Actions>
      <Table
        caption={`Courriers : ${letterStates[state].label}`}
        captionHidden
        rows={letters.rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf('letter', { letter: id })}
        columns={[
          {
            key: 'subject',
            label: 'Courrier',
            header: true,
            cell: ({ mail, subject, channel }) =>
              subject !== '' ? subject : `${labels.get(mail) ?? mail}${channel === 'sms' ? ' (SMS)' : ''}`,
          },
          { key: 'to', label: 'À', cell: ({ name, address }) => address ?? name },
          { key: 'when', label: 'Écrit', cell: ({ madeAt }) => momentWords(madeAt) },
          { key: 'state', label: 'État', cell: letterWords },
        ]}
        empty={
          <EmptyState title="Rien ici">
            <p>Les courriers apparaissent dès que la plateforme a quelque chose à dire à quelqu’un.</p>
          </EmptyState>
        }
      />
      {letters.next !== undefined && (
        <LinkButton href={addressOf('letters', {}, { etat: state, apres: letters.next })} look="plain">
          Les précédents
        </LinkButton>
      )}
    </DeskPage>
  )
}

const chipWords: Partial<Readonly<Record<LetterState, string>>> = {
  uncertain: 'à juger',
  kept: 'gardés',
  sent: 'envoyés',
  refused: 'refusés',
  abandoned: 'abandonnés',
  due: 'à envoyer',
  unaddressed: 'sans adresse',
  settled: 'devenus inutiles',
}
