import type { FieldError } from '#/design/index.ts'
import { readTypedDay } from '#/platform/read-day.ts'
import { sentText } from './sent-text.ts'

/** Somebody was hurt, or anything else that the school must know. */
export type IncidentKind = 'accident' | 'incident'

export const isIncidentKind = (text: string): text is IncidentKind => text === 'accident' || text === 'incident'

/** Who told it. */
export type IncidentParty = 'pupil' | 'representative' | 'host' | 'school'

/** What happened, without a word on health. */
export interface IncidentFacts {
  readonly place: string
  readonly what: string
  /** What the pupil was doing at that moment. */
  readonly doing: string
  readonly witnesses: string
  /** What was done since: machine stopped, family called… */
  readonly measures: string
}

/** Kept apart, with its own right. */
export interface IncidentHealth {
  readonly injuries: string
  readonly care: string
  /** Where the pupil was taken, if anywhere. */
  readonly takenTo: string
}

/** The form as it was typed. */
export interface IncidentForm {
  readonly cle: string
  readonly sorte: string
  readonly jour: string
  readonly heure: string
  readonly lieu: string
  readonly quoi: string
  readonly activite: string
  readonly temoins: string
  readonly mesures: string
  readonly lesions: string
  readonly soins: string
  readonly transport: string
}

const names = [
  ...(['cle', 'sorte', 'jour', 'heure', 'lieu', 'quoi', 'activite', 'temoins', 'mesures'] as const),
  ...(['lesions', 'soins', 'transport'] as const),
] satisfies readonly (keyof IncidentForm)[]

/** Reads the form out of what a browser sent. */
export function readIncidentForm(sent: Readonly<Record<string, unknown>>): IncidentForm {
  const read = Object.fromEntries(names.map((name) => [name, sentText(sent[name])]))
  const text = (name: keyof IncidentForm): string => read[name] ?? ''
  return {
    ...{ cle: text('cle'), sorte: text('sorte'), jour: text('jour'), heure: text('heure'), lieu: text('lieu') },
    ...{ quoi: text('quoi'), activite: text('activite'), temoins: text('temoins'), mesures: text('mesures') },
    ...{ lesions: text('lesions'), soins: text('soins'), transport: text('transport') },
  }
}

/** An incident as it can be written. Health is undefined where nobody was hurt. */
export interface JudgedIncident {
  readonly kind: IncidentKind
  readonly day: string
  readonly minute: number
  readonly facts: IncidentFacts
  readonly health: IncidentHealth | undefined
}

const most = 2000

/** The incident that a form tells, or all that is to be mended. `now`: in the territory's own time; `firstDay`: of the placement. */
export function judgeIncident(
  form: IncidentForm,
  {
    now,
    firstDay,
    voice,
  }: { readonly now: Temporal.PlainDateTime; readonly firstDay: string; readonly voice: 'tu' | 'vous' },
): { readonly incident: JudgedIncident } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const tu = voice === 'tu'
  const fail = (name: keyof IncidentForm, message: string): void => {
    errors.push({ name, message })
  }
  const kind = isIncidentKind(form.sorte) ? form.sorte : undefined
  if (!kind) fail('sorte', `${tu ? 'Dis' : 'Dites'} si quelqu’un est blessé.`)
  const day = readTypedDay(form.jour)
  const minute = readMinute(form.heure)
  if (!day) fail('jour', `${tu ? 'Donne' : 'Donnez'} le jour, par exemple 15/06/2026.`)
  if (minute === undefined) fail('heure', `${tu ? 'Donne' : 'Donnez'} l’heure, même à peu près : 10:30.`)
  if (day && minute !== undefined) {
    const at = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
    if (Temporal.PlainDateTime.compare(at, now) > 0) fail('heure', 'Ce moment n’est pas encore passé.')
    if (day.toString() < firstDay) fail('jour', 'Ce jour est avant le début du stage.')
  }
  if (form.quoi === '') fail('quoi', `${tu ? 'Raconte' : 'Racontez'} en quelques mots ce qui s’est passé.`)
  for (const name of names)
    if (name !== 'cle' && form[name].length > most)
      fail(name, `${most} signes au plus : ${tu ? 'raccourcis' : 'raccourcissez'} un peu, rien n’est perdu.`)
  if (errors.length > 0 || !kind || !day || minute === undefined) return { errors }
  const { lesions, soins, transport } = form
  return {
    incident: {
      kind,
      day: day.toString(),
      minute,
      facts: {
        place: form.lieu,
        what: form.quoi,
        doing: form.activite,
        witnesses: form.temoins,
        measures: form.mesures,
      },
      health:
        kind === 'accident' || lesions !== '' || soins !== '' || transport !== ''
          ? { injuries: lesions, care: soins, takenTo: transport }
          : undefined,
    },
  }
}

function readMinute(text: string): number | undefined {
  const [, hour, minute = '0'] = /^(\d{1,2})\s*[:hH]\s*(\d{2})?$/.exec(text) ?? []
  return hour === undefined || Number(hour) > 23 || Number(minute) > 59 ? undefined : Number(hour) * 60 + Number(minute)
}
