import { type DestinationStream, pino } from 'pino'

export type Log = pino.Logger

/**
 * Lines of JSON without personal data. Callers log facts by name (`route`, `status`, `job`, counts); this is the net below:
 * keys that could hold a person or a secret are dropped, and errors keep their type, their code and where they were thrown, but not
 * their message, which may quote a cell of a file or a value of a row.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: personalKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
      serializers: { err: sayError, error: sayError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  )
}

const personalKeys = [
  ...['email', 'mail', 'name', 'firstName', 'lastName', 'phone', 'address', 'birthDate', 'birth_date', 'lat', 'lon'],
  ...['token', 'password', 'secret', 'cookie', 'authorization', 'session', 'url', 'query', 'body', 'headers', 'ip'],
]

function sayError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { type: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
    at: frames.slice(0, 12).map((line) => line.trim().replace(/^at /, '')),
    cause: error.cause === undefined ? undefined : sayError(error.cause),
  }
}
