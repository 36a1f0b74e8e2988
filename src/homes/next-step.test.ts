import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ApplicationState, applicationStates } from '#/applications/index.ts'
import { nextStep, type StepFacts, type StepKind } from './next-step.ts'
import { type HomeApplication, progressOf } from './pupil-placement.ts'

const weeks = ['2026-W25', '2026-W26'] as const
const base: StepFacts = {
  today: Temporal.PlainDate.from('2026-05-20'),
  timeZone: 'Europe/Paris',
  firstName: 'Lina',
  needed: weeks,
  applications: [],
  saved: 0,
  help: 'none',
}

const applied = (state: ApplicationState, hostName: string, more: Partial<HomeApplication> = {}): HomeApplication => ({
  id: `id of ${hostName}`,
  state,
  hostName,
  offerTitle: 'L’atelier',
  weeks: [...weeks],
  proposedWeeks: undefined,
  expiresAt: Temporal.Instant.from('2026-05-24T22:00:00Z'),
  since: Temporal.Instant.from('2026-05-18T08:00:00Z'),
  ...more,
})

const cases: readonly {
  readonly when: string
  readonly facts: Partial<StepFacts>
  readonly kind: StepKind
  readonly tu: RegExp
  readonly vous: RegExp
}[] = [
  {
    when: 'nothing was done',
    facts: {},
    kind: 'start',
    tu: /^Trouve un lieu près de chez toi, du 15 au 26 juin\.$/,
    vous: /^Lina cherche une place, du 15 au 26 juin\.$/,
  },
  {
    when: 'the school has not chosen the weeks',
    facts: { needed: [] },
    kind: 'weeks-unknown',
    tu: /n’a pas encore choisi tes semaines/,
    vous: /n’a pas encore choisi les semaines de stage de Lina/,
  },
  {
    when: 'places are kept',
    facts: { saved: 3 },
    kind: 'saved',
    tu: /Tu gardes 3.places/,
    vous: /Lina a repéré 3.places/,
  },
  {
    when: 'a draft waits to be sent',
    facts: { saved: 3, applications: [applied('draft', 'Garage Hamel')] },
    kind: 'draft',
    tu: /Garage Hamel n’est pas partie : relis-la/,
    vous: /Lina prépare une candidature/,
  },
  {
    when: 'a host has it',
    facts: { applications: [applied('read', 'Garage Hamel')] },
    kind: 'wait',
    tu: /^Garage Hamel a ta candidature : réponse attendue avant dimanche 24 mai au soir\.$/,
    vous: /la candidature de Lina/,
  },
  {
    when: 'several hosts have one: the first to answer counts',
    facts: {
      applications: [
        applied('submitted', 'A', { expiresAt: Temporal.Instant.from('2026-06-01T22:00:00Z') }),
        applied('read', 'B'),
      ],
    },
    kind: 'wait',
    tu: /^2.lieux ont ta candidature : première réponse attendue avant dimanche 24 mai au soir\.$/,
    vous: /2.lieux ont la candidature de Lina/,
  },
  {
    when: 'a question waits, whatever else is sent',
    facts: { applications: [applied('submitted', 'A'), applied('asked', 'B')] },
    kind: 'question',
    tu: /^B te pose une question : réponds avant dimanche/,
    vous: /^B pose une question à Lina/,
  },
  {
    when: 'other dates are proposed',
    facts: { applications: [applied('asked', 'A'), applied('countered', 'B')] },
    kind: 'dates',
    tu: /^B te propose d’autres dates/,
    vous: /^B propose d’autres dates à Lina/,
  },
  {
    when: 'a place waits for a yes, before all else',
    facts: { applications: [applied('asked', 'A'), applied('accepted', 'B'), applied('countered', 'C')] },
    kind: 'confirm',
    tu: /^Ta place t’attend chez B : confirme-la avant dimanche 24 mai au soir\.$/,
    vous: /^Une place attend Lina chez B/,
  },
  {
    when: 'one week of two is held',
    facts: { applications: [applied('confirmed', 'A', { weeks: [weeks[0]] })] },
    kind: 'half',
    tu: /^Il te reste une place à trouver, du 22 au 26 juin\.$/,
    vous: /pour Lina, du 22 au 26 juin/,
  },
  {
    when: 'all weeks are held, in two places',
    facts: {
      applications: [
        applied('confirmed', 'A', { weeks: [weeks[0]] }),
        applied('confirmed', 'B', { weeks: [weeks[1]] }),
        applied('submitted', 'C'),
      ],
    },
    kind: 'placed',
    tu: /^Tu as ta place : (A, puis B|B, puis A), du 15 au 26 juin\.$/,
    vous: /^Lina a sa place/,
  },
  {
    when: 'it is now',
    facts: {
      today: Temporal.PlainDate.from('2026-06-17'),
      applications: [applied('confirmed', 'A', { weeks: [...weeks] })],
    },
    kind: 'during',
    tu: /^Cette semaine, tu es chez A\.$/,
    vous: /^Cette semaine, Lina est chez A\.$/,
  },
  {
    when: 'it is over',
    facts: { today: Temporal.PlainDate.from('2026-07-02'), applications: [applied('confirmed', 'A')] },
    kind: 'over',
    tu: /^Ton stage est passé\. Merci à A/,
    vous: /Le stage de Lina est passé/,
  },
  {
    when: 'the weeks passed without a place',
    facts: { today: Temporal.PlainDate.from('2026-07-02') },
    kind: 'over',
    tu: /sont passées/,
    vous: /sont passées/,
  },
  {
    when: 'a waiting list is all there is',
    facts: { applications: [applied('waiting', 'A')] },
    kind: 'queue',
    tu: /liste d’attente chez A : continue à chercher/,
    vous: /Lina est sur la liste d’attente/,
  },
  {
    when: 'everybody refused',
    facts: { applications: [applied('refused', 'A'), applied('expired', 'B')] },
    kind: 'again',
    tu: /d’autres places sont ouvertes/,
    vous: /Lina n’a plus de candidature en cours/,
  },
  {
    when: 'help was asked for',
    facts: { help: 'asked', applications: [applied('refused', 'A')] },
    kind: 'helped',
    tu: /^On cherche avec toi/,
    vous: /cherche avec Lina/,
  },
]

for (const { when, facts, kind, tu, vous } of cases)
  test(`what comes next when ${when}`, () => {
    const step = nextStep({ ...base, ...facts })
    assert.equal(step.kind, kind)
    assert.match(step.tu.replaceAll(/\s/gu, ' '), tu)
    assert.match(step.vous.replaceAll(/\s/gu, ' '), vous)
  })

const states = Object.keys(applicationStates) as ApplicationState[]
const anyApplications = fc.array(
  fc.record({
    state: fc.constantFrom(...states),
    host: fc.constantFrom('A', 'B', 'C'),
    weeks: fc.subarray([...weeks, '2026-W27'], { minLength: 1 }),
  }),
  { maxLength: 12 },
)

test('whatever happened, one sentence to each reader, one button, and never a place that is not there', () => {
  fc.assert(
    fc.property(
      anyApplications,
      fc.integer({ min: 0, max: 60 }),
      fc.nat({ max: 5 }),
      fc.subarray([...weeks]),
      (given, days, saved, needed) => {
        const applications = given.map(({ state, host, weeks: of }, index) =>
          applied(state, host, { weeks: of, id: String(index) }),
        )
        const step = nextStep({ ...base, needed, today: base.today.add({ days }), applications, saved })
        for (const sentence of [step.tu, step.vous]) assert.match(sentence, /^\S.*[.!]$/u)
        assert.ok(step.button.length > 0)
        if (step.aim.to === 'application') {
          const { id } = step.aim
          assert.ok(applications.some((each) => each.id === id))
        }
        if (step.kind === 'placed') assert.equal(progressOf(needed, applications), 1)
        const progress = progressOf(needed, applications)
        assert.ok(progress >= 0 && progress <= 1)
      },
    ),
  )
})
