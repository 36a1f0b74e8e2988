import type { AreaCodes } from './area.ts'

/** A school of a territory, known by its UAI. */
export interface School extends AreaCodes {
  readonly uai: string
  readonly name: string
  readonly lat: number
  readonly lon: number
  readonly commune?: string | undefined
  /** `REP`, `REP+`; undefined outside priority education. */
  readonly priorityEducation?: string | undefined
  /** In or beside a priority neighbourhood (quartier prioritaire de la politique de la ville). */
  readonly qpv: boolean
  readonly rural: boolean
  readonly secondePupils: number
}
