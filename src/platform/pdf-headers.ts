/** How a PDF of ours is sent: shown in the browser, kept by nobody on the way, able to load nothing. `name` without its ending. */
export const pdfHeaders = (name: string): Record<string, string> => ({
  'content-type': 'application/pdf',
  'content-disposition': `inline; filename="${name}.pdf"`,
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'cache-control': 'private, no-store',
})
