declare module '#/platform/database.ts' {
  interface Schema {
    /** Written by triggers alone (migrations/0050_search.sql). */
    offer_index: {
      territory_id: string
      offer_id: string
      host_id: string
      published_at: InstantColumn
      lat: number
      lon: number
      cell: number
      spot: number
      sector: string
      trades: string[]
      schemes: string[]
      levels: string[]
      facilities: string[]
      span: 'week' | 'all'
      group_max: number
      min_age: number
      reserved_schools: string[]
      min_priority: number
      reserved_qpv: boolean
      reserved_without_network: boolean
      words: string
    }
    search_spots: {
      territory_id: string
      spot: number
      number: number
      lat: number
      lon: number
      hours: string
    }
    search_words: { territory_id: string; word: string }
    favourites: { territory_id: string; account_id: string; offer_id: string; added_at: InstantColumn }
    saved_searches: {
      territory_id: string
      id: string
      account_id: string
      query: string
      title: string
      saved_at: InstantColumn
      looked_at: InstantColumn
      stopped_at: NullableInstantColumn
    }
    told_offers: { territory_id: string; account_id: string; offer_id: string; told_at: InstantColumn }
  }
}
