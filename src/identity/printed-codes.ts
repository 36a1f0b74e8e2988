import { newPrintedCode } from '#/platform/secret.ts'
import type { ServerKey } from '#/platform/server-key.ts'

/** 28^8, nearly 400 thousand millions: nobody comes in by trying, however many try (see budgets.ts), and a pupil types it in ten seconds. */
const signs = 8

/** A pupil's personal code, to be printed once and kept as a hash only. */
export const newPersonalCode = (): string => newPrintedCode(signs)

/** `BCDF-GHJK`, as it is printed and said. */
export const personalCodeWords = (code: string): string => `${code.slice(0, signs / 2)}-${code.slice(signs / 2)}`

/** As typed, in any case, with or without hyphen and spaces: the signs alone. */
export const readPrintedCode = (typed: string): string => typed.replaceAll(/[^a-zA-Z0-9]/g, '').toUpperCase()

/** What is kept of a personal code in `pupils.personal_code_hash`: a MAC that holds for this pupil only. */
export const hashPersonalCode = ({ key }: { readonly key: ServerKey }, pupilId: string, code: string): string =>
  key.mac('personal-code', `${pupilId} ${readPrintedCode(code)}`)
