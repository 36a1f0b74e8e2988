import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { Arc, Card, ColumnPage, LinkButton, PostButton, renderPage, Title } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { type DemonstrationPerson, demonstrationPeople } from './demonstration-people.ts'
import { homeOf } from './home.ts'

/** The first page: what Passerelle is, in five seconds, and the way in. */
export const welcomeWeb = (services: Services): Hono<Env> =>
  new Hono<Env>().get(addresses.welcome, async (c) => {
    const account = c.get('account')
    if (account) return c.redirect(homeOf(account), 303)
    const people = await demonstrationPeople(services)
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

/** Invented people of the demonstration: one press signs in as one of them. */
function Demonstration({ people }: { people: readonly DemonstrationPerson[] }) {
  return (
    <section aria-labelledby="demonstration">
      <h2 id="demonstration">Essayez sur un territoire de démonstration</h2>
      <p>
        Les communes sont vraies ; les élèves, les lycées, les entreprises et les cars sont inventés. Vous ne pouvez
        rien casser. Rien n’est envoyé : <a href={addresses.demonstrationLetters}>les courriers se lisent ici</a>.
      </p>
      {people.map(({ account, name, sentence }, index) => (
        <Card key={account}>
          <p>{sentence}</p>
          <PostButton action={addresses.signInDemonstration} fields={{ account }} look={index === 0 ? 'main' : 'plain'}>
            {`Entrer comme ${name}`}
          </PostButton>
        </Card>
      ))}
    </section>
  )
}
