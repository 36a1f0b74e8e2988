import { momentWords } from '#/design/index.ts'
import { type LetterState, type LetterWhy, letterStates } from '../letter.ts'
import type { ListedLetter } from '../list-letters.ts'

const why: Readonly<Record<LetterWhy, string>> = {
  settled: 'c’était réglé avant l’envoi',
  declined: 'la personne n’en veut pas',
  known_refusal: 'cette adresse a refusé un autre courrier il y a peu',
  refused_recipient: 'le serveur dit que cette adresse ne reçoit pas',
  refused_content: 'le serveur a refusé le contenu',
  not_written: 'une erreur interne a empêché de l’écrire',
  no_line: 'le serveur d’envoi ne répond pas',
  not_now: 'le serveur demande d’attendre',
  no_answer: 'remis, puis la ligne ou le programme s’est arrêté : il est peut-être arrivé',
  judged: 'tenu pour arrivé par l’exploitation',
}

/** Where a letter stands, in a sentence without its full stop. */
export function letterWords(
  letter: Pick<ListedLetter, 'state' | 'why' | 'answer' | 'sentAt' | 'dueAt' | 'attempts'>,
): string {
  const { state, sentAt, dueAt, attempts } = letter
  const reason = letter.why === null ? '' : ` : ${why[letter.why]}`
  const answer = letter.answer === null ? '' : ` (${letter.answer})`
  const when =
    state === 'sent' && sentAt !== null
      ? ` ${momentWords(sentAt)}`
      : state === 'due' && attempts > 0
        ? ` de nouveau ${momentWords(dueAt)}`
        : ''
  return `${letterStates[state].label}${when}${reason}${answer}`
}

/** What a person can do about a letter in this state, and what that means. */
export const resendWords: Partial<Readonly<Record<LetterState, string>>> = {
  uncertain: 'Envoyer à nouveau',
  refused: 'Essayer encore',
  abandoned: 'Essayer encore',
  kept: 'Envoyer',
  unaddressed: 'Essayer encore',
}
