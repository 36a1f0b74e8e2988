import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { ColumnPage, Fold, renderPage, Title } from '#/design/index.ts'
import { type Env, entriesOf, type RoleName, schoolStaff } from '#/identity/index.ts'

interface Task {
  readonly title: string
  readonly says: string
}

interface Chapter {
  readonly title: string
  readonly roles: readonly RoleName[]
  readonly tasks: readonly Task[]
}

/** What each one comes to do, in the order in which it comes. To pupils « tu », to adults « vous ». */
const chapters: readonly Chapter[] = [
  {
    title: 'Je suis élève',
    roles: ['pupil'],
    tasks: [
      {
        title: 'Entrer',
        says: 'Avec ton adresse électronique, ou avec les deux codes de la fiche que ton établissement t’a donnée. Codes perdus : il t’en imprime d’autres.',
      },
      {
        title: 'Trouver une place',
        says: 'Dans « Chercher », écris un métier ou choisis un temps de trajet : la page ne montre que ce qui t’est ouvert, avec le bus qui y mène. « Garder » met une place de côté.',
      },
      {
        title: 'Candidater',
        says: 'Une question suffit : ce qui t’attire. Pas de CV. Tu relis avant d’envoyer, et tu peux avoir dix candidatures en cours.',
      },
      {
        title: 'Confirmer',
        says: 'Quand un lieu dit oui, confirme sous 7 jours : la place est à toi dès ce moment. Tes autres candidatures pour les mêmes dates sont retirées avec un mot.',
      },
      {
        title: 'Être aidé',
        says: 'Si rien ne vient, ta page te propose de l’aide. Tu vois ce qui est partagé avant de dire oui, et tu peux changer d’avis.',
      },
    ],
  },
  {
    title: 'Je suis parent',
    roles: ['representative'],
    tasks: [
      {
        title: 'Suivre la recherche',
        says: '« Ma famille » dit où en est chaque enfant, et ce qu’il attend. Les brouillons restent à l’élève, qui seul candidate et confirme.',
      },
      {
        title: 'Être relié à votre enfant',
        says: 'L’établissement inscrit votre adresse dans le dossier de l’élève. Demandez-le au secrétariat.',
      },
    ],
  },
  {
    title: 'J’accueille des élèves',
    roles: ['host'],
    tasks: [
      {
        title: 'Proposer une place',
        says: 'Un titre, des semaines, un nombre de places : deux minutes, sans compte. La coordination relit ce qui doit l’être.',
      },
      {
        title: 'Répondre',
        says: 'Depuis le courriel, sans compte, ou dans « Ma structure » : accepter, proposer d’autres dates, poser une question, décliner avec un mot. Sous 15 jours ; nous vous le rappelons.',
      },
      {
        title: 'Savoir qui vient',
        says: '« Ma structure » montre les places de chaque semaine et qui a confirmé. Vous ne recevez jamais plus d’élèves que vous n’avez ouvert de places.',
      },
      {
        title: 'Fermer une semaine',
        says: 'Dans « Mes offres », en un clic. Les places promises restent promises.',
      },
    ],
  },
  {
    title: 'Je travaille dans un établissement',
    roles: schoolStaff,
    tasks: [
      {
        title: 'Préparer une classe',
        says: 'Inscrivez les élèves, choisissez les semaines, imprimez les codes de ceux qui n’ont pas d’adresse.',
      },
      {
        title: 'Voir où en est la classe',
        says: '« Mes classes » ouvre la classe : qui est bloqué en tête, un mot par élève, depuis quand, les semaines tenues.',
      },
      {
        title: 'Relancer, conseiller',
        says: 'Sur la page d’un élève : un courriel par semaine au plus, ou un conseil qui apparaît sur sa page. Vous ne voyez ni ses brouillons ni ce qu’il n’a pas partagé.',
      },
    ],
  },
  {
    title: 'Je coordonne ou j’observe un territoire',
    roles: ['coordinator', 'observer'],
    tasks: [
      {
        title: 'Relire les offres et tenir le fichier des structures',
        says: '« Relecture » montre ce qui attend, avec la raison. « Structures » dit qui contacte qui, pour que personne ne soit appelé cinq fois.',
      },
      {
        title: 'Préparer les fichiers d’une campagne',
        says: 'La campagne (campaign.json), les élèves (pupils.csv), les offres (offers.csv), les établissements (schools.csv) ; ou « Prendre la banque », qui les construit. Ajoutez les horaires des transports (GTFS en .zip) : sans eux, les trajets sont estimés à vol d’oiseau, et la page le dit. Rien ne change avant que vous l’appliquiez ; après, vous pouvez annuler.',
      },
      {
        title: 'Comprendre une affectation',
        says: 'Les places vont d’abord aux élèves dont la priorité est la plus haute, puis selon un tirage au sort que chacun peut refaire. Personne ne reste sans place si un échange permettait de le placer sans écarter quelqu’un qui passe avant. Ensuite, les trajets de plus de 60 minutes sont les moins nombreux possible, puis ceux de plus de 45 et de 30. Une place déjà tenue ne bouge jamais.',
      },
      {
        title: 'Vérifier soi-même',
        says: 'Chaque affectation se télécharge avec un certificat. La commande « passerelle verify » refait les calculs avec un autre programme et dit si quelque chose ne tient pas.',
      },
    ],
  },
  {
    title: 'J’exploite la plateforme',
    roles: ['operator'],
    tasks: [
      {
        title: 'Suivre et réparer',
        says: '« Exploitation » dit l’état de chaque partie, « Courriers » ce qui est parti et revenu, « Journal » qui a lu ou changé quoi.',
      },
    ],
  },
]

/** What people come to do, by role: one's own chapters open. */
export const helpWeb = (): Hono<Env> =>
  new Hono<Env>().get(addresses.help, (c) => {
    const account = c.get('account')
    const held = new Set(account?.grants.map(({ role }) => role))
    const isOwn = ({ roles }: Chapter) => roles.some((role) => held.has(role))
    const page = (
      <ColumnPage
        title="Aide"
        entries={entriesOf(account, 'help')}
        {...(account ? { signed: { name: account.name } } : {})}
      >
        <Title lead="Ce que chacun vient faire ici, dans l’ordre où cela vient.">Aide</Title>
        {chapters
          .toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
          .map((chapter) => (
            <Fold key={chapter.title} title={chapter.title} open={isOwn(chapter)}>
              <dl class="answers">
                {chapter.tasks.map(({ title, says }) => (
                  <div key={title}>
                    <dt>{title}</dt>
                    <dd>{says}</dd>
                  </div>
                ))}
              </dl>
            </Fold>
          ))}
      </ColumnPage>
    )
    return c.html(renderPage(page))
  })
