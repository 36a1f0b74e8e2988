import assert from 'node:assert/strict'
import { type AddressName, addressOf } from '#/addresses.ts'
import { type Agreement, findAgreement } from '#/agreements/index.ts'
import { platformGrounds } from '#/journal/index.ts'
import { placementLink } from '#/placements/index.ts'
import { saveMarks } from '#/placements/presences.ts'
import { tellIncident } from '#/placements/tell-incident.ts'
import { planVisits } from '#/placements/visits.ts'
import { agreements, classes, id, people, schools } from '../people.ts'
import { signedContent } from '../placements.ts'
import { bocage, type World } from '../world.ts'

const [runningId, overId, incidentId, comingId] = [id(8201), id(8202), id(8203), id(8204)]
const tutor = { name: 'Bruno Hamel', email: 'atelier@essai.example' }

/**
 * Three placements of Lina's at the garage: one to come, one under way with an absence, an incident and a visit, one that is over.
 * Returns what to ask each of their addresses for.
 */
export async function livePlacements(world: World): Promise<Partial<Record<AddressName, readonly string[]>>> {
  const { services } = world
  const { db } = services
  await another(world, comingId, { state: 'signed', from: '2026-06-15', to: '2026-06-19' })
  const running = await another(world, runningId, { state: 'running', from: '2026-06-01', to: '2026-06-05' })
  const over = await another(world, overId, { state: 'completed', from: '2026-05-18', to: '2026-05-22' })
  const by = { account: people.bruno.id, party: 'host' } as const
  const day = (date: string) => (['am', 'pm'] as const).map((half) => ({ day: date, half }))
  for (const [agreement, halves, present] of [
    [running, [...day('2026-06-01'), { day: '2026-06-02', half: 'am' as const }], true],
    [running, [{ day: '2026-06-02', half: 'pm' as const }], false],
    [over, [...day('2026-05-18'), ...day('2026-05-19')], true],
  ] as const)
    await saveMarks(services, db, { agreement, halves, present, by })
  await tellIncident(services, {
    agreement: running,
    id: incidentId,
    incident: {
      kind: 'accident',
      day: '2026-06-02',
      minute: 630,
      facts: { place: 'Atelier', what: 'Chute dans l’atelier.', doing: 'Rangement', witnesses: '', measures: '' },
      health: { injuries: 'Poignet gonflé', care: 'Glace', takenTo: '' },
    },
    by: { grounds: platformGrounds, party: 'host', name: tutor.name },
  })
  const own = { account: people.karim.id, name: people.karim.name }
  await planVisits(services, db, { agreements: [running], kind: 'visit', day: '2026-06-04', by: own })
  const token = async (agreement: Agreement) => placementLink(services, db, agreement, tutor)
  const all = [comingId, runningId, overId]
  const links = [await token(running), await token(over)]
  const each = (name: 'placement' | 'placementWelcome') => all.map((agreement) => addressOf(name, { agreement }))
  return {
    placement: each('placement'),
    placementWelcome: each('placementWelcome'),
    placementLink: links.map((link) => addressOf('placementLink', { token: link })),
    placementLinkIncident: [addressOf('placementLinkIncident', { token: links[0] ?? '' })],
    placementLinkEvaluation: [addressOf('placementLinkEvaluation', { token: links[1] ?? '' })],
    incidentNew: [addressOf('incidentNew', { agreement: runningId })],
    incident: [addressOf('incident', { agreement: runningId, incident: incidentId })],
    incidentDeclaration: [addressOf('incidentDeclaration', { agreement: runningId, incident: incidentId })],
    evaluation: [addressOf('evaluation', { agreement: overId })],
    certificate: [addressOf('certificate', { agreement: runningId })],
    placementJournal: [addressOf('placementJournal', { agreement: runningId })],
    placementReport: [addressOf('placementReport', { agreement: overId })],
    schoolAbsences: [
      addressOf('schoolAbsences', { territory: bocage.id, school: schools.vire }, { jour: '2026-06-02' }),
    ],
    visitRound: [addressOf('visitRound', { class: classes.secondeA }, { jour: '2026-06-04' })],
  }
}

/** Lina's agreement again, on other days. */
async function another(
  { services: { db } }: World,
  as: string,
  {
    state,
    from,
    to,
  }: { readonly state: 'signed' | 'running' | 'completed'; readonly from: string; readonly to: string },
): Promise<Agreement> {
  const row = await db
    .selectFrom('agreements')
    .selectAll()
    .where('id', '=', agreements.linaGarage)
    .executeTakeFirstOrThrow()
  const content = signedContent(row.content, { from, to })
  await db
    .insertInto('agreements')
    .values({
      territory_id: row.territory_id,
      id: as,
      pupil_id: row.pupil_id,
      class_id: row.class_id,
      school: row.school,
      scheme: row.scheme,
      host_id: row.host_id,
      source: row.source,
      state,
      since: row.since.toString(),
      content: JSON.stringify(content),
      weeks: [],
      first_day: from,
      last_day: to,
      code: as.slice(-6),
      created_at: row.created_at.toString(),
    })
    .execute()
  const made = await findAgreement(db, as)
  assert.ok(made)
  return made
}
