import { addressOf } from '#/addresses.ts'
import { Actions, Button, ErrorSummary, type FieldError, Form, LinkButton, PostButton, Title } from '#/design/index.ts'
import type { HostDesk } from '../desk.ts'
import type { SiteForm } from '../site-form.ts'
import { HostFrame } from './frame.tsx'
import { SiteFields } from './site-fields.tsx'

interface SiteFormProps {
  readonly desk: HostDesk
  /** Undefined for a new one. */
  readonly siteId: string | undefined
  readonly form: SiteForm
  readonly errors: readonly FieldError[]
}

/** The form of a place where pupils are welcomed. */
export function SiteFormPage({ desk: { frame, host }, siteId, form, errors }: SiteFormProps) {
  const title = siteId === undefined ? 'Ajouter un lieu d’accueil' : 'Modifier un lieu d’accueil'
  return (
    <HostFrame frame={frame} title={title}>
      <Title eyebrow={host.name} lead="L’adresse sert à calculer les trajets des élèves.">
        {title}
      </Title>
      <ErrorSummary errors={errors} />
      <Form
        errors={errors}
        method="post"
        action={
          siteId === undefined
            ? addressOf('hostSiteNew', { host: host.id })
            : addressOf('hostSite', { host: host.id, site: siteId })
        }
        class="form"
        noValidate
      >
        <SiteFields form={form} />
        <Actions>
          <Button>Enregistrer</Button>
          <LinkButton look="quiet" href={addressOf('host', { host: host.id })}>
            Revenir sans enregistrer
          </LinkButton>
        </Actions>
      </Form>
      {siteId !== undefined && (
        <section>
          <h2>Ce lieu n’accueille plus</h2>
          <p>Fermé, il n’est plus proposé. Ce qui s’y est passé est gardé, et vous pourrez le rouvrir.</p>
          <PostButton look="plain" action={addressOf('hostSiteClose', { host: host.id, site: siteId })}>
            Fermer ce lieu
          </PostButton>
        </section>
      )}
    </HostFrame>
  )
}
