// The package's own declarations name another module ("domino"), so that they do not resolve.
declare module '@mixmark-io/domino' {
  export function createDocument(html?: string, force?: boolean): Document
}

// Style sheets that an island brings along; the bundler reads them.
declare module '*.css'
