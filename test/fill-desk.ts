import type { Services } from '#/platform/services.ts'
import { classes, hosts, id, offers, people, proposals, pupils, schools, weeks } from './people.ts'
import { bocage } from './territories.ts'

/** What stands on the coordination's desk. */
export const deskExamples = { wave: id(661), waveBeside: id(660), task: id(681), meeting: id(682) } as const
const { wave } = deskExamples

/** A task about Lina and one about her school, of Maud's; a meeting in three days. */
export async function fillDesk({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const territory_id = bocage.id
  const task = { territory_id, created_by: people.maud.id, created_at: now.toString(), done_at: null, done_by: null }
  await db
    .insertInto('desk_tasks')
    .values([
      {
        ...{ ...task, id: deskExamples.task, title: 'Rappeler la mère de Lina', notes: 'Après 18 h.' },
        ...{ subject_kind: 'pupil', subject_id: pupils.lina, assigned_to: people.maud.id, due_on: '2026-06-02' },
      },
      {
        ...{ ...task, id: id(683), title: 'Passer voir le DDFPT', notes: '', assigned_to: null, due_on: null },
        ...{ subject_kind: 'school', subject_id: schools.vire },
      },
    ])
    .execute()
  await db
    .insertInto('desk_meetings')
    .values({
      ...{ territory_id, id: deskExamples.meeting, title: 'Réunion du bassin de Vire', minutes: 90 },
      ...{ starts_at: now.add({ hours: 72 }).toString(), place: 'Lycée de Vire, salle 12', people: 'Les DDFPT' },
      ...{ notes: '', created_by: people.maud.id, created_at: now.toString(), cancelled_at: null },
    })
    .execute()
}

/** A wave of help that was sent: Lina and Tom asked, and a place is held for each in the second week. */
export async function fillProposals({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const at = now.toString()
  const territory_id = bocage.id
  const week = weeks[1]
  await db
    .insertInto('help_requests')
    .values(
      [pupils.lina, pupils.tom].map((pupil_id, index) => ({
        ...{ territory_id, id: id(662 + index), pupil_id, consent: 'test', asked_at: at, withdrawn_at: null },
        entered_by: null,
      })),
    )
    .execute()
  await db
    .insertInto('help_waves')
    .values(
      [
        { id: deskExamples.waveBeside, number: 1, bassin: 'conde' },
        { id: wave, number: 2, bassin: 'vire' },
      ].map((own) => ({
        ...{ territory_id, scheme: 'observation-2de', campaign_id: id(664), run_id: id(665), ...own },
        ...{ weeks: [...weeks], started_by: null, started_at: at, sent_by: null, sent_at: at, gone_at: at },
        ...{ answer_by: now.add({ hours: 24 * 7 }).toString(), dropped_at: null },
      })),
    )
    .execute()
  const found = [
    [proposals.linaGarage, pupils.lina, classes.secondeA, schools.vire, offers.garage, hosts.garage],
    [proposals.tomMairie, pupils.tom, classes.secondeNoireau, schools.noireau, offers.mairie, hosts.mairie],
  ] as const
  for (const [proposal, pupil_id, class_id, school, offer_id, host_id] of found) {
    await db
      .insertInto('proposals')
      .values({
        ...{ territory_id, id: proposal, wave_id: wave, pupil_id, class_id, school, offer_id, host_id },
        ...{ scheme: 'observation-2de', weeks: [week], minutes_out: 18, minutes_back: 22, state: 'proposed' },
        ...{ pupil_agreed_at: null, host_agreed_at: null, refused_by: null, reason: null, application_id: null },
        ...{ expires_at: now.add({ hours: 24 * 7 }).toString(), since: at, created_at: at },
      })
      .execute()
    await db
      .insertInto('help_wave_pupils')
      .values({ territory_id, wave_id: wave, pupil_id, weeks: [week], outcome: 'proposed' })
      .execute()
    await db
      .updateTable('offer_weeks')
      .set((set) => ({ taken: set('taken', '+', 1) }))
      .where('offer_id', '=', offer_id)
      .where('week', '=', week)
      .execute()
  }
}
