import { systemClock } from '#/platform/clock.ts'
import { command, UsageError } from '#/platform/command-line.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { openDatabase } from '#/platform/database.ts'
import { listTerritories } from '#/territory/index.ts'
import { type Difference, mendCounts, recount } from './recount.ts'

/** As many as one reads; the sum is always said. */
const mostShown = 40

const kindWords: Readonly<Record<Difference['of'], string>> = {
  status: 'statut',
  count: 'compteur',
  history: 'historique',
  seats: 'places',
}

export const recountCommand = command({
  name: 'recount',
  summary: 'recompte les statuts des élèves et dit ce qui diffère des compteurs',
  options: {
    territory: { type: 'string', value: 'ID', help: 'un seul territoire (tous sans autre indication)' },
    mend: { type: 'boolean', help: 'remet les compteurs d’accord avec les faits' },
  },
  async run({ territory, mend }) {
    const database = await openDatabase(readConfiguration(process.env))
    const { db } = database
    try {
      const territories = (await listTerritories(db)).filter(({ id }) => territory === undefined || id === territory)
      if (territories.length === 0)
        throw new UsageError(`passerelle recount : le territoire « ${territory ?? ''} » n’existe pas.`)
      let left = 0
      for (const { id, timeZone } of territories) {
        const differences = await recount(db, id)
        process.stdout.write(`${id} : ${sayCount(differences.length)}\n`)
        for (const { of, where, kept, counted } of differences.slice(0, mostShown))
          process.stdout.write(`  ${kindWords[of]} ${where}\n    gardé   ${kept}\n    compté  ${counted}\n`)
        if (mend && differences.length > 0) {
          await mendCounts(db, id, systemClock.now().toZonedDateTimeISO(timeZone).toPlainDate())
          const after = (await recount(db, id)).length
          process.stdout.write(`${id} : remis d’accord, ${sayCount(after)}\n`)
          left += after
        } else left += differences.length
      }
      return left > 0 ? 1 : 0
    } finally {
      await database.close()
    }
  },
})

const sayCount = (count: number): string =>
  count === 0 ? 'aucune différence' : count === 1 ? 'une différence' : `${count} différences`
