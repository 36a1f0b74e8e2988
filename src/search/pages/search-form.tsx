import { addresses } from '#/addresses.ts'
import {
  BOUND,
  Button,
  Checkboxes,
  type Choice,
  capital,
  durationWords,
  SelectField,
  TextField,
  weekWords,
} from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import { levels, sayFacility, schemes } from '#/rules/index.ts'
import { type Criteria, radiusSteps, searchableFacilities, travelSteps } from '../criteria.ts'

/** A seeker as the pages speak of them. */
export interface SeekerWords {
  readonly voice: 'tu' | 'vous'
  /** First name. */
  readonly name: string
  readonly id: string
}

interface FormProps {
  readonly criteria: Criteria
  /** For whom one looks, whose home and school are known. */
  readonly seeker: SeekerWords | undefined
  readonly takesAddress: boolean
  readonly weeks: readonly string[]
  readonly open: boolean
  /** Told where the place could not be found. */
  readonly placeError?: string | undefined
}

const sectors: readonly Choice[] = [...sectorLabels]
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))
const any = (label: string): Choice => ({ value: '', label })

/** What is looked for: three questions, and the others for those who want them. Sent to the address bar. */
export function SearchFields({ criteria, seeker, takesAddress, weeks, open, placeError }: FormProps) {
  const { keyword, place, from, minutes, km, sector, trade, week, level, scheme, facilities, group, territory } =
    criteria
  const isOwn = seeker?.voice === 'tu'
  const more =
    [sector, trade, week, level, scheme, group, km].some((value) => value !== undefined) || facilities.length > 0
  return (
    <details class="finder-form" open={open}>
      <summary>{open ? 'Ma recherche' : 'Changer la recherche'}</summary>
      <form method="get" action={addresses.search}>
        {territory !== undefined && <input type="hidden" name="territoire" value={territory} />}
        {criteria.child !== undefined && <input type="hidden" name="enfant" value={criteria.child} />}
        {criteria.commune !== undefined && <input type="hidden" name="commune" value={criteria.commune} />}
        {criteria.point !== undefined && <input type="hidden" name="point" value={criteria.point} />}
        {trade !== undefined && <input type="hidden" name="metier" value={trade} />}
        <div class="finder-fields">
          {seeker && (
            <SelectField
              name="depuis"
              label="Depuis"
              value={from ?? (place === '' ? 'domicile' : 'lieu')}
              choices={[
                { value: 'domicile', label: isOwn ? 'chez moi' : `chez ${seeker.name}` },
                { value: 'etablissement', label: isOwn ? 'mon établissement' : 'son établissement' },
                { value: 'lieu', label: 'un autre lieu, à écrire à côté' },
              ]}
            />
          )}
          <TextField
            name="lieu"
            label={takesAddress ? 'Adresse, commune ou code postal' : 'Commune ou code postal'}
            value={place}
            autocomplete="off"
            error={placeError}
          />
          <SelectField
            name="temps"
            label="Trajet, attente comprise"
            value={minutes === undefined ? '' : String(minutes)}
            choices={[
              any('peu importe'),
              ...travelSteps.map((step) => ({ value: String(step), label: `${durationWords(step)} au plus` })),
            ]}
          />
          <TextField name="q" label="Métier ou mot-clé" type="search" value={keyword} autocomplete="off" />
          <details class="finder-more" open={more}>
            <summary>Plus de critères</summary>
            <div class="finder-fields">
              <SelectField
                name="semaine"
                label="Semaine"
                value={week ?? ''}
                choices={[
                  any(isOwn ? 'celles de ma classe' : seeker ? 'celles de sa classe' : 'toutes'),
                  ...weeks.map((each) => ({ value: each, label: capital(weekWords(each)) })),
                ]}
              />
              <SelectField name="secteur" label="Secteur" value={sector ?? ''} choices={[any('tous'), ...sectors]} />
              <SelectField
                name="rayon"
                label="Distance"
                value={km === undefined ? '' : String(km)}
                choices={[
                  any('peu importe'),
                  ...radiusSteps.map((step) => ({ value: String(step), label: `${step}${BOUND}km au plus` })),
                ]}
              />
              {!seeker && (
                <SelectField
                  name="niveau"
                  label="Classe"
                  value={level ?? ''}
                  choices={[
                    any('toutes'),
                    ...Object.entries(levels).map(([value, label]) => ({ value, label: capital(label) })),
                  ]}
                />
              )}
              {!seeker && (
                <SelectField
                  name="dispositif"
                  label="Type de stage"
                  value={scheme ?? ''}
                  choices={[
                    any('tous'),
                    ...Object.entries(schemes).map(([value, { name }]) => ({ value, label: capital(name) })),
                  ]}
                />
              )}
              <SelectField
                name="groupe"
                label="Venir à plusieurs"
                value={group === undefined ? '' : String(group)}
                choices={[
                  any('non'),
                  ...[2, 3, 4, 5, 6, 8, 10, 12, 15].map((each) => ({ value: String(each), label: `à ${each}` })),
                ]}
              />
              <Checkboxes
                name="acces"
                legend="Il me faut"
                values={facilities}
                choices={searchableFacilities.map((value) => ({ value, label: capital(sayFacility(value)) }))}
              />
            </div>
          </details>
        </div>
        <Button>Chercher</Button>
      </form>
    </details>
  )
}
