import type { ComponentChildren } from 'preact'
import { addresses } from '#/addresses.ts'
import { mondayOf } from '#/calendar/index.ts'
import {
  Actions,
  Button,
  ColumnPage,
  capital,
  type DeskEntry,
  daysWords,
  ErrorSummary,
  errorOf,
  type FieldError,
  Fold,
  Form,
  LinkButton,
  MONTHS,
  Notice,
  NumberRows,
  SelectField,
  type Signed,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import type { OfferFinding } from '#/rules/index.ts'
import type { ProposalForm } from '../proposal.ts'

interface Frame {
  readonly signed?: Signed | undefined
  readonly entries?: readonly DeskEntry[]
}

interface Props extends Frame {
  readonly form: ProposalForm
  readonly errors: readonly FieldError[]
  readonly findings: readonly OfferFinding[]
  /** Made with the page: the same form sent twice is one place. */
  readonly formId: string
  readonly window: readonly string[]
  readonly otherWeeks: readonly string[]
  readonly tooMany: boolean
}

/** A first-timer's page: five questions, two minutes; all the rest has good defaults. */
export function ProposePage(props: Props) {
  const { form, errors, findings, formId, window, otherWeeks, tooMany, signed, entries = [] } = props
  const field = (name: Exclude<keyof ProposalForm, 'places'>) => ({ name, value: form[name] })
  const rows = (weeks: readonly string[]) =>
    weeks.flatMap((week) => {
      const monday = mondayOf(week)
      const name = `places-${week}`
      if (!monday) return []
      return [
        { monday, row: { name, label: daysWords(monday, monday.add({ days: 4 })), value: form.places[name] ?? '' } },
      ]
    })
  const others = [
    ...Map.groupBy(rows(otherWeeks), ({ monday }) => `${capital(MONTHS[monday.month - 1] ?? '')} ${monday.year}`),
  ]
  const placesError = errorOf(errors, 'places')
  return (
    <ColumnPage title="Proposer une place en deux minutes" signed={signed} entries={entries}>
      {tooMany && (
        <Notice kind="error" title="Trop de places proposées avec cette adresse aujourd’hui">
          <p>
            Confirmez d’abord celles que vous avez reçues par courriel, ou réessayez demain. Vos réponses sont encore
            là.
          </p>
        </Notice>
      )}
      <ErrorSummary errors={errors} />
      {findings.map(({ message, mend, article }) => (
        <Notice key={message} kind="error" title="La loi ne le permet pas">
          <p>{message}</p>
          <p>{mend}</p>
          <p class="soft">{article}</p>
        </Notice>
      ))}
      <Title lead="Cinq questions, et des élèves près de chez vous peuvent candidater. Vous pourrez tout modifier ensuite.">
        Proposer une place en deux minutes
      </Title>
      <Form errors={errors} method="post" action={addresses.propose} class="form" novalidate>
        <input type="hidden" name="cle" value={formId} />
        <p class="unseen" aria-hidden="true">
          <label for="field-site">Ne remplissez pas ce champ</label>
          <input id="field-site" name="site" tabIndex={-1} autocomplete="off" />
        </p>
        <Question number={1} title="Qui êtes-vous ?">
          <TextField
            label="SIRET, si votre structure en a un"
            hint="14 chiffres : il remplit le nom et l’adresse."
            width="middle"
            {...field('siret')}
          />
          <TextField label="Nom de la structure" hint="Tel que les gens le connaissent." {...field('structure')} />
          <SelectField
            label="Votre activité"
            choices={[
              { value: '', label: 'Choisir… (facultatif avec un SIRET)' },
              ...[...sectorLabels]
                .map(([value, label]) => ({ value, label }))
                .toSorted((a, b) => a.label.localeCompare(b.label, 'fr')),
            ]}
            {...field('secteur')}
          />
        </Question>
        <Question number={2} title="Où vous répondre ?">
          <TextField label="Votre prénom et votre nom" autocomplete="name" {...field('nom')} />
          <TextField
            label="Votre adresse électronique"
            type="email"
            autocomplete="email"
            hint="Les candidatures y arrivent. Les élèves ne la voient pas."
            {...field('email')}
          />
        </Question>
        <Question number={3} title="Que verra l’élève ?">
          <TextArea
            label="En quelques lignes"
            hint="Ce qu’il découvrira, ce qu’il pourra essayer, avec qui."
            rows={5}
            {...field('description')}
          />
        </Question>
        <Question number={4} title="Quelles semaines, combien de places ?">
          <fieldset class={placesError ? 'field field-wrong' : 'field'} id="field-places">
            <legend>Élèves de seconde, aux semaines nationales</legend>
            {placesError && <p class="field-error">{placesError}</p>}
            <NumberRows unit="places" rows={rows(window).map(({ row }) => row)} />
          </fieldset>
          <Fold
            title="Collégiens (quatrième, troisième) : d’autres semaines"
            open={rows(otherWeeks).some(({ row }) => row.value !== '')}
          >
            {others.map(([month, of]) => (
              <fieldset key={month} class="field">
                <legend>{month}</legend>
                <NumberRows unit="places" rows={of.map(({ row }) => row)} />
              </fieldset>
            ))}
          </Fold>
        </Question>
        <Question number={5} title="Où ?">
          <TextField label="Numéro et rue" {...field('rue')} />
          <div class="two-fields">
            <TextField label="Code postal" width="short" {...field('code')} />
            <TextField label="Commune" width="middle" {...field('commune')} />
          </div>
        </Question>
        <p class="soft">
          Horaires proposés : 9 h à 12 h et 13 h à 16 h, du lundi au vendredi. Ils conviennent à tous les âges.
        </p>
        <Actions>
          <Button>Proposer cette place</Button>
        </Actions>
      </Form>
    </ColumnPage>
  )
}

function Question({
  number,
  title,
  children,
}: {
  readonly number: number
  readonly title: string
  readonly children: ComponentChildren
}) {
  return (
    <section aria-labelledby={`question-${number}`}>
      <h2 id={`question-${number}`}>
        {number}. {title}
      </h2>
      {children}
    </section>
  )
}

/** After the form: what happens now. The address is not said: the page may stay open on a shared screen. */
export function ProposedPage(frame: Frame) {
  return (
    <ColumnPage title="Regardez votre courrier" {...frame}>
      <Title lead="Nous vous avons envoyé un message. Un clic dessus, et votre place est visible.">
        Regardez votre courrier
      </Title>
      <ol class="plain">
        <li>Ouvrez le message « Confirmez votre place de stage ». Il peut mettre une minute à arriver.</li>
        <li>Cliquez sur « Confirmer et publier ».</li>
        <li>Les élèves voient votre place ; leurs candidatures vous arrivent par courriel.</li>
      </ol>
      <p class="soft">Rien ne vient ? Regardez dans les indésirables. Le lien sert pendant sept jours.</p>
    </ColumnPage>
  )
}

/** Behind the link of the mail: a press confirms, so that a scanner that follows links does not. */
export function ConfirmPage({
  action,
  hostName,
  description,
  ...frame
}: Frame & { readonly action: string; readonly hostName: string; readonly description: string }) {
  return (
    <ColumnPage title="Confirmer votre place" {...frame}>
      <Title eyebrow={hostName} lead="Votre adresse est la bonne. Publiez, et retrouvez votre place dans votre espace.">
        Confirmer votre place
      </Title>
      <p>{description}</p>
      <form method="post" action={action}>
        <Actions>
          <Button>Confirmer et publier</Button>
        </Actions>
      </form>
    </ColumnPage>
  )
}

const endings = {
  unknown: {
    title: 'Ce lien n’ouvre rien',
    says: 'Il est incomplet, ou la place a été effacée. Copiez-le en entier depuis le message, ou proposez la place de nouveau.',
  },
  over: {
    title: 'Ce lien a plus de sept jours',
    says: 'Rien n’a été publié, et tout a été effacé. Proposez la place de nouveau : deux minutes suffisent.',
  },
  done: {
    title: 'C’est déjà confirmé',
    says: 'Votre place est dans votre espace. Connectez-vous pour la voir ou la modifier.',
  },
  'too-many': {
    title: 'Trop d’essais en peu de temps',
    says: 'Attendez une heure avant de réessayer. Rien n’est perdu : votre message sert pendant sept jours.',
  },
} as const

export type ProposalEnding = keyof typeof endings

/** A link that does nothing any more, and the way on. */
export function ProposalEndPage({ ending, ...frame }: Frame & { readonly ending: ProposalEnding }) {
  const { title, says } = endings[ending]
  return (
    <ColumnPage title={title} {...frame}>
      <Title lead={says}>{title}</Title>
      <Actions>
        {ending === 'done' ? (
          <LinkButton href={addresses.signIn}>Se connecter</LinkButton>
        ) : (
          <LinkButton href={addresses.propose}>Proposer une place</LinkButton>
        )}
      </Actions>
    </ColumnPage>
  )
}

/** Others answer for the host: the place waits with them. */
export function ToldPage({ hostName, ...frame }: Frame & { readonly hostName: string }) {
  return (
    <ColumnPage title="Vos collègues sont prévenus" {...frame}>
      <Title
        eyebrow={hostName}
        lead="Votre structure a déjà un espace. Votre place y attend qu’un de ceux qui le tiennent la publie."
      >
        Vos collègues sont prévenus
      </Title>
      <p>Ils peuvent aussi vous y inviter, si vous accueillez souvent.</p>
    </ColumnPage>
  )
}
