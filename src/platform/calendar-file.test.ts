import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarFile } from './calendar-file.ts'

const now = Temporal.Instant.from('2026-06-03T08:42:00.5Z')

test('a calendar file says days with the morrow of the last, hours in universal time, and escapes what is written', () => {
  const text = calendarFile(
    [
      {
        uid: 'a@passerelle',
        title: 'Stage ; garage, Vire',
        description: 'Demander\nMme Hamel',
        when: { first: Temporal.PlainDate.from('2026-06-15'), last: Temporal.PlainDate.from('2026-06-19') },
        leavesFree: true,
      },
      {
        uid: 'b@passerelle',
        title: 'Réunion',
        when: {
          from: Temporal.Instant.from('2026-06-15T07:00:00Z'),
          until: Temporal.Instant.from('2026-06-15T08:30:00Z'),
        },
      },
    ],
    { product: 'Essai', now },
  )
  assert.deepEqual(text.split('\r\n'), [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Passerelle//Essai//FR',
    'BEGIN:VEVENT',
    'UID:a@passerelle',
    'DTSTAMP:20260603T084200Z',
    'DTSTART;VALUE=DATE:20260615',
    'DTEND;VALUE=DATE:20260620',
    String.raw`SUMMARY:Stage \; garage\, Vire`,
    String.raw`DESCRIPTION:Demander\nMme Hamel`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:b@passerelle',
    'DTSTAMP:20260603T084200Z',
    'DTSTART:20260615T070000Z',
    'DTEND:20260615T083000Z',
    'SUMMARY:Réunion',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test('no line is longer than 75 bytes, and none is cut within a letter', () => {
  const title = 'é€😀'.repeat(60)
  const day = Temporal.PlainDate.from('2026-06-15')
  const text = calendarFile([{ uid: 'a', title, when: { first: day, last: day } }], { product: 'Essai', now })
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  assert.ok(text.replaceAll('\r\n ', '').includes(`SUMMARY:${title}`))
})
