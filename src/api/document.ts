import type { OpenAPIHono } from '@hono/zod-openapi'
import { addresses } from '#/addresses.ts'
import { keyScheme } from './operations.ts'

/** The description of the API (OpenAPI 3.1), made from what validates its requests and types its answers. */
export function documentOf(api: Pick<OpenAPIHono, 'getOpenAPI31Document' | 'openAPIRegistry'>, origin: string) {
  api.openAPIRegistry.registerComponent('securitySchemes', keyScheme, {
    type: 'http',
    scheme: 'bearer',
    description:
      'Une clé faite sur la page «\u00a0Exporter\u00a0» du tableau de bord, pour un lieu et jusqu’à un jour.',
  })
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Passerelle',
      version: '1',
      description:
        'Où en sont les stages d’un territoire, pour les programmes\u00a0: en lecture seule, en JSON, dates ISO 8601.',
      license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/fr/' },
    },
    externalDocs: { url: `${origin}${addresses.api}`, description: 'La même chose à lire.' },
    servers: [{ url: origin }],
  })
}

export type ApiDocument = ReturnType<typeof documentOf>
