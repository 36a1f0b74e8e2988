import { addressOf } from '#/addresses.ts'
import { Actions, Answers, Button, countWords, LinkButton, PostButton, Radios, Title } from '#/design/index.ts'
import type { Territory } from '#/territory/index.ts'
import type { Frame } from '../desk.ts'
import type { Host } from '../host.ts'
import { type MergedField, mergedFields } from '../merge.ts'
import { sectorWords } from '../naf.ts'
import type { Principle } from '../principle.ts'
import { welcomeWords } from '../principle-words.ts'
import { siretSpaced } from '../siret.ts'
import { addressWords, type Site } from '../site.ts'
import { staffWords } from '../staff.ts'
import { HostFrame } from './frame.tsx'

/** One of the two, with what goes along. */
export interface PairSide {
  readonly host: Host
  readonly sites: readonly Site[]
  readonly principle: Principle
  /** Undefined: nothing was said. */
  readonly hasPrinciple: boolean
  readonly members: number
}

const questions: Readonly<Record<MergedField, string>> = {
  name: 'Nom',
  siret: 'SIRET',
  naf: 'Activité (NAF)',
  sector: 'Secteur',
  staff: 'Taille',
  description: 'Présentation',
  website: 'Site internet',
}

function words(field: MergedField, host: Host): string {
  switch (field) {
    case 'siret':
      return host.siret === undefined ? 'sans SIRET' : siretSpaced(host.siret)
    case 'sector':
      return sectorWords(host.sector) ?? 'non précisé'
    case 'staff':
      return staffWords(host.staff)
    case 'description':
      return host.description || 'aucune'
    case 'name':
    case 'naf':
    case 'website':
      return host[field] ?? 'non précisé'
    default:
      return field satisfies never
  }
}

const isEmpty = (field: MergedField, host: Host): boolean => host[field] === undefined || host[field] === ''

/** Two hosts side by side: which values to keep, or that they are two. */
export function PairPage({
  frame,
  territory,
  one,
  other,
}: {
  frame: Frame
  territory: Territory
  one: PairSide
  other: PairSide
}) {
  const pair = { territory: territory.id, one: one.host.id, other: other.host.id }
  const differ = mergedFields.filter((field) => words(field, one.host) !== words(field, other.host))
  const same = mergedFields.filter((field) => !differ.includes(field) && !isEmpty(field, one.host))
  return (
    <HostFrame frame={frame} title="Une ou deux structures ?">
      <Title
        eyebrow={territory.name}
        lead="Comparez, puis dites ce qu’il faut garder. Les lieux, les offres, les candidatures et les membres des deux se retrouvent ensemble."
      >
        Une ou deux structures ?
      </Title>
      <Answers
        answers={[
          ...same.map((field) => ({ question: `${questions[field]} (identique)`, answer: words(field, one.host) })),
          ...[one, other].map((side) => ({
            question: `Avec « ${side.host.name} »`,
            answer: `${side.sites.map(addressWords).join(' ; ') || 'aucun lieu ouvert'} · ${countWords(side.members, 'membre')}`,
          })),
        ]}
      />
      <form method="post" action={addressOf('duplicatePair', pair)} class="form">
        <Radios
          name="garder"
          legend="Quelle fiche reste ? L’adresse de l’autre y mènera."
          value={other.members > one.members ? 'other' : 'one'}
          choices={[
            { value: 'one', label: one.host.name, hint: addressHint(one) },
            { value: 'other', label: other.host.name, hint: addressHint(other) },
          ]}
        />
        {differ.map((field) => (
          <Radios
            key={field}
            name={field}
            legend={questions[field]}
            value={isEmpty(field, one.host) ? 'other' : 'one'}
            choices={[
              { value: 'one', label: words(field, one.host) },
              { value: 'other', label: words(field, other.host) },
            ]}
          />
        ))}
        {one.hasPrinciple && other.hasPrinciple && (
          <Radios
            name="principle"
            legend="Accord de principe"
            value="one"
            choices={[
              { value: 'one', label: welcomeWords(one.principle) },
              { value: 'other', label: welcomeWords(other.principle) },
            ]}
          />
        )}
        <Actions>
          <Button>Fusionner</Button>
          <LinkButton look="quiet" href={addressOf('duplicates', { territory: territory.id })}>
            Décider plus tard
          </LinkButton>
        </Actions>
      </form>
      <section>
        <h2>Ce sont deux structures</h2>
        <p>Elles ne seront plus jamais proposées ensemble.</p>
        <PostButton look="plain" action={addressOf('duplicateDismiss', pair)}>
          Garder les deux
        </PostButton>
      </section>
    </HostFrame>
  )
}

const addressHint = ({ sites: [site] }: PairSide): string => (site ? addressWords(site) : 'aucun lieu ouvert')
