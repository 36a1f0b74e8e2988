declare module '#/platform/database.ts' {
  interface Schema {
    journal: {
      territory_id: string
      id: string
      at: InstantColumn
      account_id: string | null
      role: string
      what: string
      about_kind: string
      about_id: string
      pupil_id: string | null
      why: string
    }
  }
}
