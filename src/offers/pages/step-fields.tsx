import { mondayOf } from '#/calendar/index.ts'
import {
  Button,
  Checkboxes,
  capital,
  countWords,
  daysWords,
  errorOf,
  type FieldError,
  Fold,
  MONTHS,
  NumberRows,
  Radios,
  SelectField,
  TextArea,
  TextField,
} from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import { levels, sayFacility, schemeIds, schemes } from '#/rules/index.ts'
import type { OfferSite, OfferWeek } from '../offer.ts'
import { hourKeys, type OfferAnswers, type OfferStep, textOf, valuesOf, weekdays } from '../offer-answers.ts'
import { facilityCodes } from '../read-offer-answers.ts'
import { sayTrade, type Trade } from '../trades.ts'
import { weekdayWords } from './offer-words.ts'

/** What the pages of the form show besides the answers. */
export interface StepFacts {
  readonly sites: readonly OfferSite[]
  /** Weeks to ask about, and what stands in them. */
  readonly weeksAsked: readonly string[]
  readonly weeks: readonly OfferWeek[]
  /** Found by the word searched, on the page of trades. */
  readonly tradesFound: readonly Trade[] | undefined
  readonly tradeWord: string
}

export interface StepProps extends StepFacts {
  readonly answers: OfferAnswers
  readonly errors: readonly FieldError[]
}

/** The fields of one page of the form. */
export function StepFields({ step, ...props }: StepProps & { readonly step: OfferStep }) {
  const Fields = fieldsOf[step]
  return <Fields {...props} />
}

/** Name and value of a field. */
const bound = ({ answers }: StepProps, name: string) => ({
  name,
  value: textOf(answers, name),
})
const boundMany = ({ answers }: StepProps, name: string) => ({
  name,
  values: valuesOf(answers, name),
})

function Presentation(props: StepProps) {
  return (
    <>
      <TextField
        label="Titre"
        hint="Ce qu’on découvre chez vous. Par exemple « Découvrir le métier de boulanger »."
        {...bound(props, 'titre')}
      />
      <TextArea
        label="Description"
        hint="Parlez à un jeune de quinze ans : ce qu’il verra, qui l’accompagnera. Sans numéro ni adresse électronique : les messages passent par Passerelle."
        rows={6}
        {...bound(props, 'description')}
      />
      <TextArea
        label="Activités proposées (facultatif)"
        hint="Observer, aider, essayer : une par ligne."
        {...bound(props, 'activites')}
      />
    </>
  )
}

function Public(props: StepProps) {
  return (
    <>
      <Checkboxes
        legend="Pour quelle sorte de stage ?"
        hint="Plusieurs réponses possibles."
        choices={schemeIds.map((id) => ({ value: id, label: capital(schemes[id].name) }))}
        {...boundMany(props, 'dispositifs')}
      />
      <Checkboxes
        legend="Des niveaux en particulier ? (facultatif)"
        hint="Sans réponse : tous ceux de ces stages."
        choices={Object.entries(levels).map(([value, label]) => ({ value, label: capital(label) }))}
        {...boundMany(props, 'niveaux')}
      />
      <TextField label="Âge minimum (facultatif)" type="number" unit="ans" width="short" {...bound(props, 'age')} />
    </>
  )
}

function Weeks(props: StepProps) {
  const { answers, errors, weeksAsked, weeks } = props
  const stands = new Map(weeks.map((week) => [week.week, week]))
  const rows = weeksAsked.flatMap((week) => {
    const monday = mondayOf(week)
    if (!monday) return []
    const { taken = 0, closed = false } = stands.get(week) ?? {}
    const note = [taken > 0 ? countWords(taken, 'prise') : '', closed ? 'fermée' : ''].filter(Boolean).join(', ')
    const name = `places-${week}`
    const row = {
      name,
      label: daysWords(monday, monday.add({ days: 4 })),
      note,
      value: textOf(answers, name),
    }
    return [{ month: `${capital(MONTHS[monday.month - 1] ?? '')} ${monday.year}`, row }]
  })
  const months = [...Map.groupBy(rows, ({ month }) => month)].map(([month, of]) => ({
    month,
    rows: of.map(({ row }) => row),
  }))
  const isShort = rows.length <= 6
  const wrong = errorOf(errors, 'places-*')
  return (
    <>
      <Radios
        legend="Un élève vient…"
        choices={[
          { value: 'week', label: 'une semaine', hint: 'Chaque place est pour une semaine.' },
          { value: 'all', label: 'toutes les semaines indiquées', hint: 'Le même élève revient chaque semaine.' },
        ]}
        name="portee"
        value={textOf(answers, 'portee') || 'week'}
      />
      <fieldset class={wrong ? 'field field-wrong' : 'field'} id="field-places-*">
        <legend>Nombre de places</legend>
        <p class="hint">Laissez vide les semaines où vous n’accueillez pas.</p>
        {wrong && <p class="field-error">{wrong}</p>}
        {isShort ? (
          <NumberRows unit="places" rows={rows.map(({ row }) => row)} />
        ) : (
          months.map(({ month, rows: of }, index) => (
            <Fold
              key={month}
              title={month}
              open={index === 0 || of.some(({ name, value }) => value !== '' || errorOf(errors, name))}
            >
              <NumberRows unit="places" rows={of} />
            </Fold>
          ))
        )}
      </fieldset>
    </>
  )
}

const hourLabels: Readonly<Record<(typeof hourKeys)[number], string>> = {
  debut: 'Arrivée',
  fin: 'Départ',
  midi: 'Pause, de',
  reprise: 'à',
}

function Hours(props: StepProps) {
  const { answers, errors } = props
  const hasOwn = weekdays.some((day) =>
    hourKeys.some((key) => textOf(answers, `${key}-${day}`) !== '' || errorOf(errors, `${key}-${day}`)),
  )
  return (
    <>
      <Checkboxes
        legend="Quels jours ?"
        choices={weekdays.map((day) => ({ value: String(day), label: capital(weekdayWords[day]) }))}
        {...boundMany(props, 'jours')}
      />
      <fieldset class="field">
        <legend>Horaires de chaque jour</legend>
        <p class="hint">
          Avant 15 ans, 6 heures par jour sur cinq jours ; ensuite 7 heures. Une pause de 30 minutes au moins après 4 h
          30.
        </p>
        <HourFields {...props} suffix="" />
      </fieldset>
      <Fold title="Des horaires différents selon les jours" open={hasOwn}>
        <p class="hint">Ce qui est vide suit les horaires de chaque jour.</p>
        {weekdays.map((day) => (
          <fieldset key={day} class="field">
            <legend>{capital(weekdayWords[day])}</legend>
            <HourFields {...props} suffix={`-${day}`} />
          </fieldset>
        ))}
      </Fold>
    </>
  )
}

function HourFields({ suffix, ...props }: StepProps & { readonly suffix: string }) {
  return (
    <div class="two-fields">
      {hourKeys.map((key) => (
        <TextField key={key} type="time" width="middle" label={hourLabels[key]} {...bound(props, `${key}${suffix}`)} />
      ))}
    </div>
  )
}

function Place(props: StepProps) {
  return (
    <>
      <Radios
        legend="Lieu"
        choices={[
          ...props.sites.map(({ id, name, street, postcode, city }) => ({
            value: id,
            label: name,
            hint: [street, `${postcode} ${city}`].filter(Boolean).join(', '),
          })),
          { value: 'distance', label: 'À distance', hint: 'L’élève reste chez lui ou dans son établissement.' },
        ]}
        {...bound(props, 'lieu')}
      />
      <TextField
        label="Arrêt de bus ou de train le plus proche (facultatif)"
        hint="Comme il est écrit sur place. Par exemple « Mairie, ligne 4 »."
        {...bound(props, 'arret')}
      />
    </>
  )
}

function Trades(props: StepProps) {
  const { answers, tradesFound, tradeWord } = props
  const chosen = valuesOf(answers, 'metiers')
  const found = (tradesFound ?? []).filter(({ code }) => !chosen.includes(code))
  const listed = [...chosen.map((code) => ({ code, title: sayTrade(code) })), ...found]
  return (
    <>
      <SelectField
        label="Secteur"
        choices={[
          { value: '', label: 'Choisir…' },
          ...[...sectorLabels]
            .map(([value, label]) => ({ value, label }))
            .toSorted((a, b) => a.label.localeCompare(b.label, 'fr')),
        ]}
        {...bound(props, 'secteur')}
      />
      <TextField
        label="Chercher un métier (facultatif)"
        hint="Un mot suffit : boulanger, accueil, mécanique…"
        name="metier_cherche"
        value={tradeWord}
      />
      <p class="field">
        <Button look="plain" small name="action" value="chercher">
          Chercher ce métier
        </Button>
      </p>
      {tradesFound && found.length === 0 && (
        <p class="field">Aucun métier ne correspond à « {tradeWord} ». Essayez un mot plus court, ou continuez sans.</p>
      )}
      {listed.length > 0 && (
        <Checkboxes
          name="metiers"
          legend="Métiers que l’élève découvrira"
          hint="Cinq au plus."
          values={chosen}
          choices={listed.map(({ code, title }) => ({ value: code, label: title }))}
        />
      )}
    </>
  )
}

function Welcome(props: StepProps) {
  return (
    <>
      <p class="field">Rien n’est obligatoire ici. Ce que vous dites évite une question.</p>
      <Checkboxes
        legend="Accessibilité du lieu"
        choices={facilityCodes.map((code) => ({ value: code, label: capital(sayFacility(code)) }))}
        {...boundMany(props, 'acces')}
      />
      <TextArea label="Aménagements possibles" rows={2} {...bound(props, 'adaptations')} />
      <TextField
        label="Équipement"
        hint="Ce que l’élève apporte, ou ce que vous prêtez."
        {...bound(props, 'equipement')}
      />
      <TextField label="Tenue" {...bound(props, 'tenue')} />
      <TextField label="Repas" hint="Cantine, salle avec micro-ondes, repas offert…" {...bound(props, 'repas')} />
    </>
  )
}

function Kept(props: StepProps) {
  return (
    <>
      <Checkboxes
        legend="Garder ces places aux élèves… (facultatif)"
        hint="Sans réponse, elles sont ouvertes à tous."
        choices={[
          { value: 'reseau', label: 'sans réseau', hint: 'Personne autour de la famille ne peut ouvrir une porte.' },
          {
            value: 'priorite',
            label: 'prioritaires',
            hint: 'Éducation prioritaire, lieux isolés : selon le territoire.',
          },
          { value: 'qpv', label: 'd’un quartier prioritaire (QPV)' },
        ]}
        {...boundMany(props, 'reserve')}
      />
      <TextArea
        label="De certains établissements seulement (facultatif)"
        hint="Un par ligne : son nom exact, ou son numéro (UAI)."
        rows={3}
        {...bound(props, 'etablissements')}
      />
      <fieldset class="field">
        <legend>Accueil en groupe (facultatif)</legend>
        <p class="hint">Sans réponse, chaque élève vient pour lui-même.</p>
        <div class="two-fields">
          <TextField label="Élèves au moins" type="number" width="short" {...bound(props, 'groupe_min')} />
          <TextField label="au plus" type="number" width="short" {...bound(props, 'groupe_max')} />
        </div>
      </fieldset>
    </>
  )
}

function Contact(props: StepProps) {
  return (
    <>
      <p class="field">
        Ces coordonnées ne sont jamais montrées aux élèves : leurs candidatures vous arrivent par courriel.
      </p>
      <TextField label="Prénom et nom" autocomplete="name" {...bound(props, 'nom')} />
      <TextField label="Adresse électronique" type="email" autocomplete="email" {...bound(props, 'email')} />
      <TextField label="Téléphone (facultatif)" type="tel" width="middle" {...bound(props, 'telephone')} />
    </>
  )
}

function Photos(props: StepProps) {
  const photos = Object.keys(props.answers).filter((key) => key.startsWith('photo-'))
  return (
    <>
      {photos.map((key, index) => (
        <TextField
          key={key}
          label={`Photo ${index + 1} : que voit-on ?`}
          hint="Pour qui ne voit pas l’image. Par exemple « Deux boulangers devant le four »."
          {...bound(props, key)}
        />
      ))}
    </>
  )
}

const fieldsOf: Readonly<Record<OfferStep, (props: StepProps) => preact.JSX.Element>> = {
  presentation: Presentation,
  public: Public,
  semaines: Weeks,
  horaires: Hours,
  lieu: Place,
  metier: Trades,
  accueil: Welcome,
  reservation: Kept,
  contact: Contact,
  photos: Photos,
}
