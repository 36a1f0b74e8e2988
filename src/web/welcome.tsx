import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { Arc, Card, ColumnPage, LinkButton, PostButton, renderPage, Title } from '#/design/index.ts'
import type { Env, RoleName } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { demonstrationPeople } from './demonstration-people.ts'
import { homeOf } from './home.ts'

/** The first page: what Passerelle is, in five seconds, and the way in. */
export const welcomeWeb = ({ db }: Services): Hono<Env> =>
  new Hono<Env>().get(addresses.welcome, async (c) => {
    const account = c.get('account')
    if (account) return c.redirect(homeOf(account), 303)
    const people = await demonstrationPeople(db)
    const page = (
      <ColumnPage title="Un stage pour chaque jeune, à portée de bus">
        <Arc width={200} />
        <Title lead="Déposez les fichiers de votre territoire. Passerelle propose à chaque élève sans stage la meilleure place encore libre qu’un bus rejoint à l’heure, et prouve que personne de plus ne pouvait être placé.">
          Un stage pour chaque jeune, à portée de bus
        </Title>
        {people.length > 0 ? (
          <Demonstration people={people} />
        ) : (
          <LinkButton href={addresses.signIn}>Se connecter</LinkButton>
        )}
      </ColumnPage>
    )
    return c.html(renderPage(page))
  })

interface Person {
  readonly id: string
  readonly name: string
  readonly grants: readonly string[]
}

/** What each role is invited to do here, in the order of the page. */
const invitations: readonly { readonly role: RoleName; readonly sentence: string }[] = [
  {
    role: 'coordinator',
    sentence: 'Coordonne : dépose les fichiers, lance une affectation, lit la carte des manques.',
  },
  { role: 'observer', sentence: 'Observe : consulte les mêmes pages sans rien modifier.' },
  { role: 'operator', sentence: 'Exploite : suit l’état de la plateforme et ouvre les comptes.' },
]

/** Invented people of the demonstration: one press signs in as one of them. */
function Demonstration({ people }: { people: readonly Person[] }) {
  const offered = invitations.flatMap(({ role, sentence }) =>
    people
      .filter(({ grants }) => grants.some((grant) => grant.startsWith(`${role} `)))
      .map((person) => ({ person, sentence })),
  )
  return (
    <section aria-labelledby="demonstration">
      <h2 id="demonstration">Essayez sur un territoire de démonstration</h2>
      <p>
        Les communes sont vraies ; les élèves, les lycées, les entreprises et les cars sont inventés. Vous ne pouvez
        rien casser. Rien n’est envoyé : <a href={addresses.demonstrationLetters}>les courriers se lisent ici</a>.
      </p>
      {offered.map(({ person, sentence }, index) => (
        <Card key={person.id}>
          <p>{sentence}</p>
          <PostButton
            action={addresses.signInDemonstration}
            fields={{ account: person.id }}
            look={index === 0 ? 'main' : 'plain'}
          >
            {`Entrer comme ${person.name}`}
          </PostButton>
        </Card>
      ))}
    </section>
  )
}
