// The package's own declarations name another module ("domino"), so that they do not resolve.
declare module '@mixmark-io/domino' {
  export function createDocument(html?: string, force?: boolean): Document
}
