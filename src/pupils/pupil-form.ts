import type { FieldError } from '#/design/index.ts'
import { isAddress } from '#/platform/mail.ts'
import { readDay } from '#/platform/read-day.ts'
import { ageOn, isLevel, type Level } from '#/rules/index.ts'
import type { Pupil } from './pupil.ts'
import { sentLine } from './sent-text.ts'

/** The answers as texts, so that a refused form comes back as it was. */
export interface PupilForm {
  /** The identifier that the pupil will have: the form sent twice adds one pupil. */
  readonly cle: string
  readonly prenom: string
  readonly nom: string
  /** `2010-03-14`, or `14/03/2010`. */
  readonly naissance: string
  readonly niveau: string
  readonly courriel: string
  readonly commune: string
}

/** What a form that holds says. The commune is still the name that was typed. */
export interface PupilAnswers {
  readonly firstName: string
  readonly lastName: string
  readonly birthDate: string
  readonly level: Level
  readonly email: string | undefined
}

export function readPupilForm(sent: Readonly<Record<string, unknown>>): PupilForm {
  return {
    cle: sentLine(sent.cle, 40),
    prenom: sentLine(sent.prenom),
    nom: sentLine(sent.nom),
    naissance: sentLine(sent.naissance, 20),
    niveau: sentLine(sent.niveau, 20),
    courriel: sentLine(sent.courriel, 300),
    commune: sentLine(sent.commune),
  }
}

/** The form of a pupil as the file stands. */
export const formOf = (pupil: Pupil, commune: string): PupilForm => ({
  cle: pupil.id,
  prenom: pupil.firstName,
  nom: pupil.lastName,
  naissance: pupil.birthDate,
  niveau: pupil.level,
  courriel: pupil.email ?? '',
  commune,
})

const [youngest, oldest] = [10, 30]
const longestName = 60

/** Judges the form; `today` for ages. */
export function checkPupilForm(
  form: PupilForm,
  today: Temporal.PlainDate,
): { readonly answers: PupilAnswers } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const fail = (name: keyof PupilForm, message: string): void => {
    errors.push({ name, message })
  }
  for (const [name, what] of [
    ['prenom', 'le prénom'],
    ['nom', 'le nom'],
  ] as const) {
    if (form[name] === '') fail(name, `Écrivez ${what} de l’élève.`)
    else if (form[name].length > longestName) fail(name, `Écrivez ${what} en ${longestName} signes au plus.`)
    else if (!/\p{L}/u.test(form[name])) fail(name, `Écrivez ${what} avec des lettres.`)
  }
  const birth = dateOf(form.naissance)
  if (!birth) fail('naissance', 'Donnez la date de naissance, par exemple 14/03/2010.')
  else {
    const age = ageOn(birth, today)
    if (age < youngest || age > oldest)
      fail(
        'naissance',
        age < 0
          ? 'Vérifiez la date de naissance : elle est dans l’avenir.'
          : `Vérifiez la date de naissance : cet élève aurait ${age} ans.`,
      )
  }
  if (!isLevel(form.niveau)) fail('niveau', 'Choisissez un niveau.')
  if (form.courriel !== '' && !isAddress(form.courriel))
    fail('courriel', 'Écrivez une adresse complète, par exemple prenom.nom@example.fr, ou laissez vide.')
  return errors.length > 0 || !birth || !isLevel(form.niveau)
    ? { errors }
    : {
        answers: {
          firstName: form.prenom,
          lastName: form.nom,
          birthDate: birth.toString(),
          level: form.niveau,
          email: form.courriel === '' ? undefined : form.courriel.toLowerCase(),
        },
      }
}

/** A day as browsers send it, or as people write it; undefined for one that does not exist. */
export function dateOf(text: string): Temporal.PlainDate | undefined {
  const written = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text)
  return readDay(written ? [written[3], written[2]?.padStart(2, '0'), written[1]?.padStart(2, '0')].join('-') : text)
}
