import { byId, dayStart, hanging, type Purpose, withRows } from './purpose.ts'

const agreementsOf = `select from agreements a where a.territory_id = r.territory_id and a.pupil_id = r.id`

/** Those whom an organisation accompanies in PMSMP: what is made with their agreements stands with the agreements of all. */
export const personPurposes: readonly Purpose[] = [
  {
    name: 'beneficiaries',
    what: 'Fiche d’une personne accompagnée, et de qui répond d’elle',
    whose: 'Bénéficiaires de PMSMP, familles',
    from: 'la fin de la dernière immersion, ou la saisie',
    since: `greatest(r.created_at, (select max(${dayStart('a.last_day')}) from agreements a
      where a.territory_id = r.territory_id and a.pupil_id = r.id))`,
    time: { months: 24 },
    becomes: 'erased',
    why: 'Deux années, pour prescrire de nouveau sans tout redemander, et jamais avant la fin des conventions en cours.',
    table: 'beneficiaries',
    key: byId,
    when: `not exists (${agreementsOf} and a.archived_at is null)`,
    with: hanging('pupil_id', ['representatives']),
    shown: {
      of: 'r.territory_id = :territory and r.id = :pupil',
      more: withRows('representatives', 'representatives', 'pupil_id'),
      line: `concat_ws(', ', r.first_name || ' ' || r.last_name, 'né(e) le ' || to_char(r.birth_date, 'DD/MM/YYYY'), r.email, r.phone,
        (select 'répond de cette personne : ' || string_agg(concat_ws(', ', p.name, p.email, p.phone), ' ; ') from representatives p
          where p.territory_id = r.territory_id and p.pupil_id = r.id))`,
      // A signed agreement says of itself whom it is about: their file is not needed to prove it.
      onRequest: { erase: `not exists (${agreementsOf} and a.archived_at is null)` },
    },
  },
]
