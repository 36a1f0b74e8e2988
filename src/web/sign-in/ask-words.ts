/** An identity provider, as the page of signing in offers it. */
export interface ProviderLink {
  readonly id: string
  /** « Compte académique ». */
  readonly label: string
}
