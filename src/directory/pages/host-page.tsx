import { addressOf } from '#/addresses.ts'
import { Actions, Answers, Fold, LinkButton, momentWords, Notice, PostButton, Tag, Title } from '#/design/index.ts'
import { type Bounce, BounceNotice } from '#/messages/index.ts'
import { sayFacility } from '#/rules/index.ts'
import type { Contact } from '../contacts.ts'
import type { HostDesk } from '../desk.ts'
import type { Host } from '../host.ts'
import type { HostMember } from '../members.ts'
import { sectorWords } from '../naf.ts'
import type { Principle } from '../principle.ts'
import { dateWords, reachWords, welcomeWords } from '../principle-words.ts'
import { siretSpaced } from '../siret.ts'
import { addressWords, type Site } from '../site.ts'
import { staffWords } from '../staff.ts'
import { ContactSection } from './contact-section.tsx'
import { HostFrame } from './frame.tsx'

/** What the last action did. */
export type HostNotice = keyof typeof notices

const notices = {
  ajoutee: { kind: 'success', title: 'Structure ajoutée', text: 'Elle est visible des établissements du territoire.' },
  modifiee: { kind: 'success', title: 'Modifications enregistrées', text: undefined },
  accord: {
    kind: 'success',
    title: 'Accord de principe enregistré',
    text: 'Les établissements le lisent avant d’appeler.',
  },
  lieu: { kind: 'success', title: 'Lieu enregistré', text: undefined },
  ferme: { kind: 'success', title: 'Lieu fermé', text: 'Il n’est plus proposé. Vous pouvez le rouvrir plus bas.' },
  rouvert: { kind: 'success', title: 'Lieu rouvert', text: undefined },
  contact: {
    kind: 'success',
    title: 'C’est noté',
    text: 'Les autres établissements voient que vous contactez cette structure.',
  },
  contactee: {
    kind: 'warning',
    title: 'Quelqu’un la contacte déjà',
    text: 'Rien n’a été noté. Lisez ci-dessous qui et pourquoi ; si c’est nécessaire, vous pouvez la contacter aussi.',
  },
  fini: { kind: 'success', title: 'Contact terminé', text: undefined },
  verifiee: { kind: 'success', title: 'Le registre a répondu', text: undefined },
  silence: {
    kind: 'warning',
    title: 'Le registre ne répond pas',
    text: 'Vous pouvez continuer, nous vérifierons plus tard.',
  },
  'sans-registre': {
    kind: 'info',
    title: 'Aucun registre n’est relié à cette plateforme',
    text: 'Vous pouvez continuer : le numéro a la bonne forme, mais personne ne l’a vérifié.',
  },
} as const

export const isHostNotice = (text: string | undefined): text is HostNotice =>
  text !== undefined && Object.hasOwn(notices, text)

interface HostProps {
  readonly desk: HostDesk
  readonly sites: readonly Site[]
  readonly principle: Principle
  readonly contacts: readonly Contact[]
  readonly members: readonly HostMember[]
  /** Of the members' addresses and the contact's, those that refuse mail. */
  readonly bounces: ReadonlyMap<string, Bounce>
  readonly lockDays: number
  readonly hasRegister: boolean
  /** ISO date. */
  readonly today: string
  readonly notice: HostNotice | undefined
  readonly refused?: { readonly note: string; readonly message: string } | undefined
}

/** A host: what to know before one calls, then who it is. Its members and the coordination may change it. */
export function HostPage(props: HostProps) {
  const { desk, sites, principle, contacts, members, bounces, lockDays, hasRegister, today, notice, refused } = props
  const { host, mayEdit, coordinates, account, frame, territory } = desk
  const open = sites.filter(({ closedAt }) => closedAt === undefined)
  const said = notice && notices[notice]
  const timeZone = territory?.timeZone ?? 'Europe/Paris'
  const here = { host: host.id }
  return (
    <HostFrame
      frame={frame}
      title={host.name}
      notice={
        said && (
          <Notice kind={said.kind} title={said.title}>
            {said.text !== undefined && <p>{said.text}</p>}
          </Notice>
        )
      }
    >
      <Title eyebrow={sectorWords(host.sector) ?? 'Secteur à préciser'} lead={open[0] && addressWords(open[0])}>
        {host.name}
      </Title>
      <BounceNotice
        bounces={bounces}
        mend="Sans adresse qui reçoit, personne n’est prévenu des candidatures : corrigez-la, ou invitez quelqu’un d’autre."
      />
      <RegisterNotice host={host} mayEdit={mayEdit} hasRegister={hasRegister} />
      {frame.desk && principle.notBefore !== undefined && principle.notBefore > today && (
        <Notice kind="warning" title={`Ne pas contacter avant le ${dateWords(principle.notBefore)}`}>
          <p>La structure l’a demandé. Vous pouvez chercher une autre structure du même secteur.</p>
        </Notice>
      )}
      <section>
        <h2>Accord de principe</h2>
        <Answers
          answers={[
            { question: 'Accueil', answer: welcomeWords(principle) },
            { question: 'Comment la joindre', answer: <Reach principle={principle} /> },
            {
              question: 'Pas d’appel avant',
              answer:
                principle.notBefore !== undefined && principle.notBefore > today
                  ? dateWords(principle.notBefore)
                  : undefined,
            },
            { question: 'Bon à savoir', answer: principle.note || undefined },
          ]}
        />
        {mayEdit && (
          <LinkButton look="plain" small href={addressOf('hostPrinciple', here)}>
            Modifier l’accord de principe
          </LinkButton>
        )}
      </section>
      {frame.desk && (
        <ContactSection
          hostId={host.id}
          contacts={contacts}
          accountId={account.id}
          coordinates={coordinates}
          timeZone={timeZone}
          lockDays={lockDays}
          refused={refused}
        />
      )}
      <SiteSection desk={desk} sites={sites} />
      <section>
        <h2>La structure</h2>
        <Answers
          answers={[
            { question: 'Présentation', answer: host.description || undefined },
            { question: 'SIRET', answer: host.siret === undefined ? 'sans SIRET' : siretSpaced(host.siret) },
            { question: 'Activité (NAF)', answer: host.naf },
            { question: 'Taille', answer: staffWords(host.staff) },
            {
              question: 'Site internet',
              answer: host.website && (
                <a href={host.website} rel="noreferrer nofollow">
                  {host.website.replace(/^https?:\/\/|\/$/g, '')}
                </a>
              ),
            },
            { question: 'Registre des entreprises', answer: <RegisterWords host={host} timeZone={timeZone} /> },
          ]}
        />
        {mayEdit && (
          <Actions>
            <LinkButton look="plain" small href={addressOf('hostEdit', here)}>
              Modifier la structure
            </LinkButton>
            {host.siret !== undefined && hasRegister && (
              <PostButton look="quiet" small action={addressOf('hostRegister', here)}>
                Vérifier au registre
              </PostButton>
            )}
          </Actions>
        )}
      </section>
      {mayEdit && (
        <section>
          <h2>Qui répond pour elle</h2>
          {members.length === 0 ? (
            <p>Personne n’a encore de compte pour cette structure.</p>
          ) : (
            <ul>
              {members.map(({ accountId, name, email }) => (
                <li key={accountId}>
                  {name}
                  {email !== undefined && `, ${email}`}
                </li>
              ))}
            </ul>
          )}
          <LinkButton look="plain" small href={addressOf('hostPeople', here)}>
            Inviter ou retirer quelqu’un
          </LinkButton>
        </section>
      )}
    </HostFrame>
  )
}

function Reach({ principle }: { principle: Principle }) {
  const { contactName, contactEmail, contactPhone } = principle
  return (
    <>
      {reachWords(principle)}
      {(contactName !== '' || contactPhone !== undefined || contactEmail !== undefined) && '\n'}
      {[contactName].filter(Boolean)}
      {contactPhone !== undefined && (
        <>
          {contactName !== '' && ', '}
          <a href={`tel:${contactPhone.replace(/[^\d+]/g, '')}`}>{contactPhone}</a>
        </>
      )}
      {contactEmail !== undefined && (
        <>
          {(contactName !== '' || contactPhone !== undefined) && ', '}
          <a href={`mailto:${contactEmail}`}>{contactEmail}</a>
        </>
      )}
    </>
  )
}

function RegisterNotice({ host, mayEdit, hasRegister }: { host: Host; mayEdit: boolean; hasRegister: boolean }) {
  if (host.registerState === 'closed')
    return (
      <Notice kind="error" title="Cet établissement est fermé d’après le registre des entreprises">
        <p>
          {mayEdit
            ? 'S’il a déménagé, donnez son nouveau SIRET.'
            : 'Vérifiez auprès de la structure avant d’y envoyer un élève.'}
        </p>
      </Notice>
    )
  if (host.registerState === 'unknown')
    return (
      <Notice kind="warning" title="Le registre des entreprises ne connaît pas ce SIRET">
        <p>
          {mayEdit
            ? 'Relisez le numéro. S’il vient d’être attribué, nous vérifierons de nouveau.'
            : 'Vérifiez auprès de la structure avant d’y envoyer un élève.'}
        </p>
      </Notice>
    )
  if (host.registerState === 'unchecked' && host.siret !== undefined && hasRegister)
    return (
      <Notice kind="info" title="SIRET pas encore vérifié">
        <p>Le registre n’a pas encore répondu : vous pouvez continuer, nous vérifierons plus tard.</p>
      </Notice>
    )
  return null
}

function RegisterWords({ host, timeZone }: { host: Host; timeZone: string }) {
  const when = host.registerCheckedAt && `, vérifié ${momentWords(host.registerCheckedAt, timeZone)}`
  switch (host.registerState) {
    case 'known':
      return <>ouverte{when}</>
    case 'closed':
      return <>fermée{when}</>
    case 'unknown':
      return <>SIRET inconnu{when}</>
    case 'unchecked':
      return <>{host.siret === undefined ? 'sans SIRET, rien à vérifier' : 'pas encore vérifiée'}</>
    default:
      return host.registerState satisfies never
  }
}

function SiteSection({ desk: { host, mayEdit }, sites }: { desk: HostDesk; sites: readonly Site[] }) {
  const open = sites.filter(({ closedAt }) => closedAt === undefined)
  const closed = sites.filter(({ closedAt }) => closedAt !== undefined)
  return (
    <section>
      <h2>{open.length > 1 ? `Ses ${open.length} lieux d’accueil` : 'Son lieu d’accueil'}</h2>
      {open.length === 0 && <p>Aucun lieu ouvert : ajoutez celui où les élèves seraient accueillis.</p>}
      <ul class="rows">
        {open.map((site) => (
          <li key={site.id}>
            <b>{site.name}</b> {site.precision === 'commune' && <Tag tone="wait">Position : centre de la commune</Tag>}
            <br />
            {addressWords(site)}
            {site.nearestStop !== '' && ` · arrêt ${site.nearestStop}`}
            {site.facilities.length > 0 && ` · ${site.facilities.map(sayFacility).join(', ')}`}
            {mayEdit && (
              <>
                {' '}
                <a href={addressOf('hostSite', { host: host.id, site: site.id })}>
                  Modifier<span class="unseen"> {site.name}</span>
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <LinkButton look="plain" small href={addressOf('hostSiteNew', { host: host.id })}>
          Ajouter un lieu
        </LinkButton>
      )}
      {mayEdit && closed.length > 0 && (
        <Fold title={`Lieux fermés (${closed.length})`}>
          <ul class="rows">
            {closed.map((site) => (
              <li key={site.id}>
                {site.name}, {addressWords(site)}
                <PostButton
                  look="plain"
                  small
                  action={addressOf('hostSiteClose', { host: host.id, site: site.id })}
                  fields={{ rouvrir: '1' }}
                >
                  Rouvrir
                </PostButton>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </section>
  )
}
