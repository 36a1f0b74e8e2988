import { addresses, addressOf } from '#/addresses.ts'
import { DeskPage, Notice, Title } from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { FeedAddress } from '#/indicators/index.ts'
import type { Territory } from '#/territory/index.ts'

/** The secret address by which someone of a school has classes and visits in a calendar; one for each territory where one works. */
export const StaffCalendarPage = ({
  account,
  feeds,
  isChanged,
}: {
  readonly account: Account
  readonly feeds: readonly { readonly territory: Territory; readonly feed: string | undefined }[]
  readonly isChanged: boolean
}) => (
  <DeskPage
    title="Mon agenda"
    entries={entriesOf(account, 'classes')}
    signed={account}
    notice={isChanged ? <Notice kind="success" title="C’est fait" /> : null}
  >
    <Title
      eyebrow={<a href={addresses.classes}>Mes classes</a>}
      lead="Les semaines de stage de vos classes, et les visites et appels que vous avez prévus, tenus à jour dans votre agenda."
    >
      Mon agenda
    </Title>
    {feeds.map(({ territory, feed }) => (
      <section key={territory.id} class="narrow">
        {feeds.length > 1 && <h2>{territory.name}</h2>}
        <FeedAddress action={addressOf('classesCalendar', {}, { territoire: territory.id })} feed={feed} />
      </section>
    ))}
    <p class="narrow">
      Cette adresse est la vôtre : ne la donnez pas, changez-la si quelqu’un l’a vue. Elle ne nomme aucun élève, et
      n’ouvre plus rien quand vous quittez vos classes.
    </p>
  </DeskPage>
)
