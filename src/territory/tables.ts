import type { ColumnType } from 'kysely'
import type { AreaKind, Outline } from './area.ts'

declare module '#/platform/database.ts' {
  interface Schema {
    territories: {
      id: string
      name: string
      time_zone: ColumnType<string, string | undefined, string>
      demonstration: boolean
      created_at: ColumnType<Temporal.Instant, never, never>
    }
    areas: {
      territory_id: string
      kind: AreaKind
      code: string
      name: string
      region: string | null
      departement: string | null
      epci: string | null
      bassin: string | null
      lat: number | null
      lon: number | null
      population: number
      outline: ColumnType<Outline | null, string | null, string | null>
    }
    schools: {
      territory_id: string
      uai: string
      name: string
      lat: number
      lon: number
      commune: string | null
      departement: string | null
      epci: string | null
      bassin: string | null
      region: string | null
      priority_education: string | null
      qpv: boolean
      rural: boolean
      seconde_pupils: number
    }
  }
}
