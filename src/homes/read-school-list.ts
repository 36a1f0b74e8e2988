import { dayWords, weeksWords } from '#/design/index.ts'
import type { Account } from '#/identity/index.ts'
import { moverWords, statuses, statusesOf, stepOf } from '#/indicators/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { findPupils, listClasses, referentsOfPupils } from '#/pupils/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { schemesOf } from './read-school-home.ts'

const sourceWords = {
  online: 'en ligne',
  paper: 'sur papier',
  outside: 'hors plateforme',
  mixed: 'de plusieurs façons',
}

/** Where each pupil of a school stands, as the rows of a file, the first naming the columns. */
export async function readSchoolList(
  services: Services,
  account: Pick<Account, 'id'>,
  asked: { readonly territoryId: string; readonly school: string; readonly scheme: string | undefined },
): Promise<readonly (readonly string[])[]> {
  const { db, clock } = services
  const { territoryId, school } = asked
  const classes = await listClasses(db, { territoryId, school, limit: 500 })
  const names = new Map(classes.rows.map(({ id, name }) => [id, name]))
  const timeZone = await timeZoneOf(db, territoryId)
  const { rows, pupils } = await guarded(services, account, async (tx) => {
    const all = await statusesOf(tx, territoryId, { school })
    const schemes = schemesOf(all)
    const scheme = schemes.find((each) => each === asked.scheme) ?? schemes[0]
    const some = all.filter((each) => each.scheme === scheme)
    const ids = some.map(({ pupilId }) => pupilId)
    return { rows: some, pupils: await findPupils(tx, territoryId, [...new Set(ids)]) }
  })
  const referents = await referentsOfPupils(db, territoryId, [...pupils.keys()])
  const lines = rows.flatMap((row) => {
    const pupil = pupils.get(row.pupilId)
    if (!pupil) return []
    const { next = '', who, blocker = '' } = stepOf(row, clock.now())
    const since = row.since?.toZonedDateTimeISO(timeZone).toPlainDate()
    return [
      [
        ...[names.get(row.classId) ?? '', pupil.lastName, pupil.firstName, statuses[row.status].word],
        ...[row.source ? sourceWords[row.source] : '', since ? dayWords(since, { year: true, weekday: false }) : ''],
        ...[next, moverWords[who], blocker],
        ...[weeksOf(row.needed), weeksOf(row.held.map(({ week }) => week)), referents.get(pupil.id)?.name ?? ''],
      ],
    ]
  })
  return [
    [
      ...['Classe', 'Nom', 'Prénom', 'Stage', 'Signé', 'Depuis', 'Prochaine étape', 'À qui de jouer', 'Ce qui bloque'],
      ...['Semaines à remplir', 'Semaines tenues', 'Suivi par'],
    ],
    ...lines.toSorted((a, b) => collator.compare(a.slice(0, 3).join(' '), b.slice(0, 3).join(' '))),
  ]
}

const collator = new Intl.Collator('fr', { numeric: true })
const weeksOf = (weeks: readonly string[]): string => (weeks.length > 0 ? weeksWords(weeks) : '')
