import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env } from '#/identity/index.ts'
import { isId } from '#/platform/identifiers.ts'
import { readDay } from '#/platform/read-day.ts'
import type { Services } from '#/platform/services.ts'
import { findPeople, type JournalFilter, listJournal } from './journal.ts'
import { JournalPage, type JournalQuery } from './pages/journal-page.tsx'

/** The journal, for those who run the platform. */
export function journalWeb({ db, configuration }: Services): Hono<Env> {
  return new Hono<Env>().get(addresses.journal, async (c) => {
    const text = (name: string): string =>
      (c.req.query(name) ?? '')
        .replaceAll(/\p{Cc}/gu, '')
        .trim()
        .slice(0, 200)
    const query: JournalQuery = { personne: text('personne'), eleve: text('eleve'), du: text('du'), au: text('au') }
    const errors: Partial<Record<keyof JournalQuery, string>> = {}
    const day = (name: 'du' | 'au'): Temporal.PlainDate | undefined => {
      const found = readDay(query[name])
      if (query[name] !== '' && !found) errors[name] = 'Donnez un jour, par exemple 2026-06-03.'
      return found
    }
    const [from, last] = [day('du'), day('au')]
    const people = query.personne === '' ? [] : await findPeople(db, query.personne)
    if (query.personne !== '' && people.length === 0)
      errors.personne = 'Personne n’a ce nom ni cette adresse. Vérifiez, ou donnez l’identifiant du compte.'
    if (query.eleve !== '' && !isId(query.eleve))
      errors.eleve = 'Donnez l’identifiant de l’élève en entier : 36 signes, tels que le journal les montre.'
    const isClear = Object.keys(errors).length === 0 && people.length < 2
    const filter: JournalFilter = {
      accountId: people[0]?.id,
      pupilId: query.eleve === '' ? undefined : query.eleve,
      from: from && startOf(from),
      until: last && startOf(last.add({ days: 1 })),
    }
    const after = c.req.query('suite')
    const lines = isClear ? await listJournal(db, filter, { after }) : { rows: [], next: undefined }
    return c.html(
      renderPage(
        <JournalPage
          account={accountOf(c)}
          query={query}
          errors={errors}
          people={people}
          lines={lines}
          days={configuration.journalDays}
          isLater={after !== undefined}
        />,
      ),
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

const startOf = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime('Europe/Paris').toInstant()
