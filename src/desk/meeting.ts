import type { FieldError } from '#/design/index.ts'
import { readDay } from '#/platform/read-day.ts'

/** A meeting of the coordination with schools, hosts or partners. */
export interface Meeting {
  readonly territoryId: string
  readonly id: string
  readonly title: string
  readonly startsAt: Temporal.Instant
  readonly minutes: number
  readonly place: string
  /** Who comes, in free words. */
  readonly people: string
  readonly notes: string
  readonly cancelledAt: Temporal.Instant | undefined
}

export type MeetingContent = Omit<Meeting, 'territoryId' | 'id' | 'cancelledAt'>

/** The answers of the form, as they were typed. */
export interface MeetingForm {
  readonly quoi: string
  readonly jour: string
  readonly heure: string
  readonly duree: string
  readonly lieu: string
  readonly qui: string
  readonly notes: string
}

export const emptyMeeting: MeetingForm = { quoi: '', jour: '', heure: '', duree: '60', lieu: '', qui: '', notes: '' }

const [mostOfTitle, mostOfPlace, mostOfNotes] = [160, 300, 8000]

/** Reads the form, or says what is to be mended. */
export function readMeetingForm(
  form: MeetingForm,
  timeZone: string,
): { readonly content: MeetingContent } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const title = form.quoi.trim()
  const place = form.lieu.trim()
  if (title === '' || title.length > mostOfTitle)
    errors.push({
      name: 'quoi',
      message: `Dites de quoi il s’agit, en ${mostOfTitle} signes au plus. Rien n’a changé.`,
    })
  const day = form.jour.startsWith('2') ? readDay(form.jour) : undefined
  if (!day) errors.push({ name: 'jour', message: 'Donnez un jour qui existe. Rien n’a changé.' })
  const time = timeOf(form.heure)
  if (!time) errors.push({ name: 'heure', message: 'Donnez une heure qui existe, par exemple 14:30. Rien n’a changé.' })
  const minutes = /^\d{1,4}$/.test(form.duree) ? Number(form.duree) : Number.NaN
  if (!(minutes >= 5 && minutes <= 1440))
    errors.push({ name: 'duree', message: 'Donnez une durée de 5 à 1 440 minutes. Rien n’a changé.' })
  if (place === '' || place.length > mostOfPlace)
    errors.push({
      name: 'lieu',
      message: `Dites où, en ${mostOfPlace} signes au plus : une adresse, une salle, un lien.`,
    })
  if (form.qui.length > mostOfNotes)
    errors.push({ name: 'qui', message: `${mostOfNotes} signes au plus : raccourcissez un peu, rien n’est perdu.` })
  if (form.notes.length > mostOfNotes)
    errors.push({ name: 'notes', message: `${mostOfNotes} signes au plus : raccourcissez un peu, rien n’est perdu.` })
  if (errors.length > 0 || !day || !time) return { errors }
  const startsAt = day.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
  return { content: { title, startsAt, minutes, place, people: form.qui.trim(), notes: form.notes.trim() } }
}

function timeOf(text: string): Temporal.PlainTime | undefined {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return undefined
  return Temporal.PlainTime.from(text)
}

export function meetingFormOf(meeting: Meeting, timeZone: string): MeetingForm {
  const at = meeting.startsAt.toZonedDateTimeISO(timeZone)
  return {
    ...{ quoi: meeting.title, lieu: meeting.place, qui: meeting.people, notes: meeting.notes },
    jour: at.toPlainDate().toString(),
    heure: at.toPlainTime().toString({ smallestUnit: 'minute' }),
    duree: String(meeting.minutes),
  }
}
