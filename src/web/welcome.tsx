import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { Arc, Button, ColumnPage, PostButton, renderPage, TextField, Title } from '#/design/index.ts'
import { type Env, type RoleName, roles } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { type DemonstrationPerson, demonstrationPeople } from './demonstration-people.ts'
import { homeOf } from './home.ts'

/** The first page: what Passerelle is, in five seconds, a search, and the ways in. */
export const welcomeWeb = (services: Services): Hono<Env> =>
  new Hono<Env>().get(addresses.welcome, async (c) => {
    const account = c.get('account')
    if (account) return c.redirect(homeOf(account), 303)
    const people = await demonstrationPeople(services)
    const page = (
      <ColumnPage title="Un stage pour chaque jeune, à portée de bus">
        <Arc width={160} />
        <Title lead="Cherche une place près de chez toi, candidate en une minute, et vois ce qui vient ensuite.">
          Un stage pour chaque jeune, à portée de bus
        </Title>
        <form class="welcome-search" method="get" action={addresses.search}>
          <TextField name="lieu" label="Commune ou code postal" autocomplete="off" />
          <Button>Chercher une place</Button>
        </form>
        <WaysIn />
        {people.length > 0 && <Demonstration people={people} />}
      </ColumnPage>
    )
    return c.html(renderPage(page))
  })

const ways: readonly { readonly who: string; readonly does: string; readonly href: string }[] = [
  {
    who: 'Je suis élève',
    does: 'J’entre avec les codes que mon établissement m’a donnés, ou avec mon adresse.',
    href: addresses.signInPupil,
  },
  { who: 'Je suis parent', does: 'Je suis la recherche de mon enfant.', href: addresses.signIn },
  {
    who: 'Je représente une structure d’accueil',
    does: 'Je propose une place en deux minutes, sans compte.',
    href: addresses.propose,
  },
  {
    who: 'Je travaille dans un établissement ou un pôle de stages',
    does: 'Je retrouve mes classes, mes structures et mes campagnes.',
    href: addresses.signIn,
  },
]

const WaysIn = () => (
  <nav aria-label="Entrer">
    <ul class="ways">
      {ways.map(({ who, does, href }) => (
        <li key={who}>
          <a href={href}>
            <b>{who}</b>
            {does}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

/** Invented people of the demonstration, by role: one press signs in as one of them. */
function Demonstration({ people }: { readonly people: readonly DemonstrationPerson[] }) {
  return (
    <section aria-labelledby="demonstration">
      <h2 id="demonstration">Essayez sur un territoire de démonstration</h2>
      <p>
        Les communes sont vraies ; les élèves, les lycées, les entreprises et les cars sont inventés. Vous ne pouvez
        rien casser. Rien n’est envoyé : <a href={addresses.demonstrationLetters}>les courriers se lisent ici</a>.
      </p>
      <ul class="rows">
        {[...Map.groupBy(people, ({ role }) => role)].map(([role, group]) => (
          <li key={role}>
            <h3>{titleOf(role)}</h3>
            {[...Map.groupBy(group, ({ sentence }) => sentence)].map(([sentence, same]) => (
              <div key={sentence} class="invited">
                <p>{sentence}</p>
                {same.map((person) => (
                  <Invited key={person.account} {...person} />
                ))}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Invited({ account, name, codes }: DemonstrationPerson) {
  return (
    <>
      {codes && (
        <p>
          Code de la classe <b>{codes.class}</b>, code personnel <b>{codes.personal}</b> :{' '}
          <a href={addresses.signInPupil}>les taper</a>
        </p>
      )}
      <PostButton action={addresses.signInDemonstration} fields={{ account }} look="plain" small>
        {`Entrer comme ${name}`}
      </PostButton>
    </>
  )
}

const titles: { readonly [Role in RoleName]?: string } = {
  pupil: 'Élève',
  representative: 'Famille',
  host: 'Structure d’accueil',
  teacher: 'Professeur principal',
  head: 'Direction d’établissement',
  coordinator: 'Coordination du territoire',
  observer: 'Observation',
  operator: 'Exploitation',
}
const titleOf = (role: RoleName): string => titles[role] ?? roles[role].label
