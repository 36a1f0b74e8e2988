import { listWords, plural } from '#/design/words.ts'
import type { SchemeId } from '#/rules/index.ts'
import type { Part } from './fields.ts'
import { partySigns } from './signatures/signing-duties.ts'
import type { Waiting } from './steps.ts'

/** A part, as whoever is told about it reads it. */
const partWords: Readonly<Record<Part, string>> = {
  host: 'la structure',
  school: 'l’établissement',
  family: 'la famille',
}

/** The same, of the agreement of a scheme. */
export const partWordsIn = (scheme: SchemeId, part: Part): string =>
  scheme === 'pmsmp' && part !== 'host' ? prescribedWords[part] : partWords[part]

const prescribedWords = { school: 'le prescripteur', family: 'le bénéficiaire' } as const

/** Whom an agreement of a scheme waits for, in a few words: « la structure et la famille doivent compléter ». */
export function waitingWords(waiting: Waiting, scheme: SchemeId): string {
  switch (waiting.for) {
    case 'answers': {
      const who = listWords(waiting.parts.map((part) => partWordsIn(scheme, part)))
      return `${who} ${waiting.parts.length > 1 ? 'doivent' : 'doit'} compléter`
    }
    case 'check':
      return waiting.refused > 0 ? 'une règle à respecter avant la signature' : 'à vérifier, puis à envoyer'
    case 'signatures':
      return `${plural(waiting.parties.length, 'signature attendue', 'signatures attendues')} : ${listWords(waiting.parties.map((party) => partySigns[party]))}`
    case 'refusal':
      return `${listWords(waiting.names)} ${waiting.names.length > 1 ? 'ont' : 'a'} refusé de signer`
    case 'nothing':
      return ''
    default:
      return waiting satisfies never
  }
}
