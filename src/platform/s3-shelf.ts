import { S3mini } from 's3mini'
import type { Shelf } from './files.ts'

/**
 * Files in a bucket of a service that speaks S3, for installations of several machines. `address` is
 * `https://key:secret@host/bucket?region=fr-par`.
 */
export function s3Shelf(address: string): Shelf {
  const { username, password, searchParams, origin, pathname } = new URL(address)
  const bucket = new S3mini({
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    endpoint: origin + pathname,
    region: searchParams.get('region') ?? 'us-east-1',
  })
  return {
    async write(name, bytes) {
      await bucket.putObject(name, bytes, 'application/octet-stream')
    },
    async read(name) {
      const bytes = await bucket.getObjectArrayBuffer(name)
      return bytes ? new Uint8Array(bytes) : undefined
    },
    async remove(name) {
      await bucket.deleteObject(name)
    },
    async *names() {
      let after: string | undefined
      do {
        const page = await bucket.listObjectsPaged('/', '', 1000, after)
        for (const { Key } of page?.objects ?? []) yield Key
        after = page?.nextContinuationToken
      } while (after !== undefined)
    },
    // Of what is stored, which is encrypted anew at each write.
    stamp: async (name) => (await bucket.getEtag(name)) ?? undefined,
  }
}
