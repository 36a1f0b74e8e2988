declare module '#/platform/database.ts' {
  interface Schema {
    organisations: {
      territory_id: string
      id: string
      name: string
      created_at: InstantColumn
    }
  }
}
