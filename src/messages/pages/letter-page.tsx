import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Breadcrumb,
  Button,
  ColumnPage,
  type DeskEntry,
  DeskPage,
  momentWords,
  type Signed,
  Title,
} from '#/design/index.ts'
import type { ReadLetter } from '../list-letters.ts'
import { letterWords, resendWords } from './letter-words.ts'

/** A letter for those who run the platform: where it stands, what they can do, what it says. */
export function LetterPage({
  letter,
  label,
  signed,
  entries,
}: {
  letter: ReadLetter
  label: string
  signed: Signed
  entries: readonly DeskEntry[]
}) {
  const action = addressOf('letter', { letter: letter.id })
  const resend = resendWords[letter.state]
  return (
    <DeskPage title={label} entries={entries} signed={signed}>
      <Breadcrumb steps={[{ label: 'Courriers', href: addressOf('letters', {}) }, { label }]} />
      <Title lead={`${sentence(letterWords(letter))}.`}>{letter.subject === '' ? label : letter.subject}</Title>
      <p>
        À {[letter.name, letter.address].filter(Boolean).join(', ') || 'une personne sans adresse'} · écrit{' '}
        {momentWords(letter.madeAt)}
      </p>
      {letter.state === 'uncertain' && (
        <p>
          Le serveur d’envoi a peut-être accepté ce courrier avant la coupure. Cherchez son numéro, {letter.id}, dans le
          journal du serveur ; sans réponse, l’envoyer à nouveau risque au pire un doublon.
        </p>
      )}
      {resend && (
        <form method="post" action={action}>
          <Actions>
            <Button name="faire" value="envoyer" look="plain">
              {resend}
            </Button>
            {letter.state === 'uncertain' && (
              <Button name="faire" value="arrive" look="quiet">
                Tenir pour arrivé
              </Button>
            )}
          </Actions>
        </form>
      )}
      <Said letter={letter} source={addressOf('letterBody', { letter: letter.id })} />
    </DeskPage>
  )
}

/** The letters of a demonstration, for anyone: what its invented people would find in their mailboxes. */
export function DemonstrationLettersPage({
  letters,
  next,
}: {
  letters: readonly ReadLetterHead[]
  next?: string | undefined
}) {
  return (
    <ColumnPage title="Les courriers de la démonstration">
      <Title lead="Ce que les personnes inventées trouvent dans leur boîte aux lettres. Rien ne part d’ici.">
        Les courriers de la démonstration
      </Title>
      {letters.length === 0 ? (
        <p>Rien pour l’instant. Entrez comme une personne de la démonstration, faites une candidature, et revenez.</p>
      ) : (
        <ul class="letter-list">
          {letters.map(({ id, subject, name, address, madeAt }) => (
            <li key={id}>
              <a href={addressOf('demonstrationLetter', { letter: id })}>{subject}</a>
              <br />
              <span class="soft">
                {[name, address].filter(Boolean).join(', ')} · {momentWords(madeAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {next !== undefined && <a href={addressOf('demonstrationLetters', {}, { apres: next })}>Les précédents</a>}
    </ColumnPage>
  )
}

type ReadLetterHead = Pick<ReadLetter, 'id' | 'subject' | 'name' | 'address' | 'madeAt'>

export function DemonstrationLetterPage({ letter, label }: { letter: ReadLetter; label: string }) {
  return (
    <ColumnPage title="Un courrier de la démonstration">
      <Breadcrumb steps={[{ label: 'Courriers', href: addressOf('demonstrationLetters', {}) }, { label }]} />
      <Title lead={`À ${[letter.name, letter.address].filter(Boolean).join(', ')} · ${momentWords(letter.madeAt)}`}>
        {letter.subject === '' ? label : letter.subject}
      </Title>
      <Said letter={letter} source={addressOf('demonstrationLetterBody', { letter: letter.id })} />
    </ColumnPage>
  )
}

function Said({ letter: { html, text }, source }: { letter: ReadLetter; source: string }): ComponentChildren {
  if (text === null)
    return <p class="soft">Son texte n’est pas gardé : il a été écrit au moment de l’envoi, et effacé.</p>
  return (
    <>
      {html !== null && html !== '' && (
        <iframe
          class="letter"
          src={source}
          title="Le courrier tel qu’il s’affiche"
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      )}
      <details>
        <summary>Le même en texte</summary>
        <pre class="letter-text">{text}</pre>
      </details>
    </>
  )
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
