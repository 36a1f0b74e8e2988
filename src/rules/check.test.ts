import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check, standing } from './check.ts'
import type { Placement } from './placement.ts'
import { type RuleId, rules } from './rule-table.ts'
import { dates, other, placement, presence } from './sample-placement.ts'

const week = dates('2026-01-19', '2026-01-23')
const monday = ['2026-01-19']
/** Who is of an age all week long. */
const aged = (years: number) => ({ birthDate: `${2026 - years}-01-01` })
const at = (years: number, scheme: Placement['scheme'], days: Placement['days'], more: Partial<Placement> = {}) =>
  placement({ scheme, person: aged(years), days, ...more })

/** By rule: what is said of the border, the last placement allowed and the first refused. */
const borders: Readonly<Record<RuleId, readonly (readonly [string, Placement, Placement])[]>> = {
  'day-hours': [
    [
      '7 h at 14',
      at(14, 'pfmp', presence(monday, '09:00-12:00 13:00-17:00')),
      at(14, 'pfmp', presence(monday, '09:00-12:00 13:00-17:01')),
    ],
    [
      '7 h at 15',
      at(15, 'pfmp', presence(monday, '09:00-12:00 13:00-17:00')),
      at(15, 'pfmp', presence(monday, '09:00-12:00 13:00-17:01')),
    ],
    [
      '8 h at 16',
      at(16, 'pfmp', presence(monday, '08:00-12:00 13:00-17:00')),
      at(16, 'pfmp', presence(monday, '08:00-12:00 13:00-17:01')),
    ],
    [
      '10 h for an adult',
      at(18, 'pfmp', presence(monday, '08:00-13:00 14:00-19:00')),
      at(18, 'pfmp', presence(monday, '08:00-13:00 14:00-19:01')),
    ],
    [
      '7 h for an adult in observation',
      at(18, 'observation-2de', presence(['2026-06-15'], '09:00-12:00 13:00-17:00')),
      at(18, 'observation-2de', presence(['2026-06-15'], '09:00-12:00 13:00-17:01')),
    ],
    [
      'the eve of the sixteenth birthday',
      placement({
        scheme: 'pfmp',
        person: { birthDate: '2010-01-19' },
        days: presence(monday, '08:00-12:00 13:00-17:00'),
      }),
      placement({
        scheme: 'pfmp',
        person: { birthDate: '2010-01-20' },
        days: presence(monday, '08:00-12:00 13:00-17:00'),
      }),
    ],
    [
      'another placement the same day',
      at(16, 'pfmp', presence(monday, '08:00-12:00'), {
        others: [other('a', monday[0]!, monday[0]!, { days: presence(monday, '13:00-17:00') })],
      }),
      at(16, 'pfmp', presence(monday, '08:00-12:00'), {
        others: [other('a', monday[0]!, monday[0]!, { days: presence(monday, '13:00-17:01') })],
      }),
    ],
  ],
  'week-hours': [
    [
      '30 h at 14',
      at(14, 'pfmp', presence(week, '09:00-12:00 13:00-16:00')),
      at(14, 'pfmp', [...presence(week.slice(1)), ...presence(monday, '09:00-12:00 13:00-16:01')]),
    ],
    [
      '35 h at 15',
      at(15, 'pfmp', presence(week, '09:00-12:00 13:00-17:00')),
      at(15, 'pfmp', [...presence(week, '09:00-12:00 13:00-17:00'), ...presence(['2026-01-24'], '09:00-09:01')]),
    ],
    [
      '35 h at 17',
      at(17, 'pfmp', presence(week, '09:00-12:00 13:00-17:00')),
      at(17, 'pfmp', [
        ...presence(week.slice(1), '09:00-12:00 13:00-17:00'),
        ...presence(monday, '09:00-12:00 13:00-17:01'),
      ]),
    ],
    [
      '48 h for an adult',
      at(18, 'pfmp', presence(dates('2026-01-19', '2026-01-24', true), '08:00-12:00 13:00-17:00')),
      at(18, 'pfmp', [
        ...presence(week, '08:00-12:00 13:00-17:00'),
        ...presence(['2026-01-24'], '08:00-12:00 13:00-17:01'),
      ]),
    ],
    [
      '35 h for an adult in observation',
      at(18, 'observation-3e', presence(week, '09:00-12:00 13:00-17:00')),
      at(18, 'observation-3e', [
        ...presence(week, '09:00-12:00 13:00-17:00'),
        ...presence(['2026-01-24'], '09:00-09:01'),
      ]),
    ],
    [
      'a fifteenth birthday within the week: the first day is the strictest',
      placement({
        scheme: 'pfmp',
        person: { birthDate: '2011-01-19' },
        days: presence(week, '09:00-12:00 13:00-17:00'),
      }),
      placement({
        scheme: 'pfmp',
        person: { birthDate: '2011-01-20' },
        days: presence(week, '09:00-12:00 13:00-17:00'),
      }),
    ],
  ],
  night: [
    ['6:00 at 15', at(15, 'pfmp', presence(monday, '06:00-10:00')), at(15, 'pfmp', presence(monday, '05:59-10:00'))],
    ['20:00 at 15', at(15, 'pfmp', presence(monday, '16:00-20:00')), at(15, 'pfmp', presence(monday, '16:00-20:01'))],
    ['22:00 at 16', at(16, 'pfmp', presence(monday, '18:00-22:00')), at(16, 'pfmp', presence(monday, '18:00-22:01'))],
    [
      '20:00 for an adult in observation',
      at(19, 'observation-2de', presence(['2026-06-15'], '16:00-20:00')),
      at(19, 'observation-2de', presence(['2026-06-15'], '16:00-20:01')),
    ],
    [
      'at 18 nights are open, at 17 they are not',
      at(18, 'pfmp', presence(monday, '21:00-26:00')),
      at(17, 'pfmp', presence(monday, '21:00-26:00')),
    ],
  ],
  pause: [
    [
      '4 h 30 for a minor',
      at(16, 'pfmp', presence(monday, '09:00-13:30')),
      at(16, 'pfmp', presence(monday, '09:00-13:31')),
    ],
    [
      '30 min for a minor',
      at(16, 'pfmp', presence(monday, '09:00-12:00 12:30-15:00')),
      at(16, 'pfmp', presence(monday, '09:00-12:00 12:29-15:00')),
    ],
    [
      'before 4 h 30, not after',
      at(16, 'pfmp', presence(monday, '09:00-13:30 14:00-15:00')),
      at(16, 'pfmp', presence(monday, '09:00-13:31 14:01-15:00')),
    ],
    [
      '6 h for an adult',
      at(18, 'pfmp', presence(monday, '08:00-14:00')),
      at(18, 'pfmp', presence(monday, '08:00-14:01')),
    ],
    [
      '20 min for an adult',
      at(18, 'pfmp', presence(monday, '08:00-12:00 12:20-15:00')),
      at(18, 'pfmp', presence(monday, '08:00-12:00 12:19-15:00')),
    ],
  ],
  'daily-rest': [
    [
      '14 h at 15',
      at(15, 'pfmp', [...presence(['2026-01-19'], '16:00-20:00'), ...presence(['2026-01-20'], '10:00-12:00')]),
      at(15, 'pfmp', [...presence(['2026-01-19'], '16:00-20:00'), ...presence(['2026-01-20'], '09:59-12:00')]),
    ],
    [
      '12 h at 16',
      at(16, 'pfmp', [...presence(['2026-01-19'], '18:00-22:00'), ...presence(['2026-01-20'], '10:00-12:00')]),
      at(16, 'pfmp', [...presence(['2026-01-19'], '18:00-22:00'), ...presence(['2026-01-20'], '09:59-12:00')]),
    ],
    [
      '11 h for an adult, after a night',
      at(18, 'pfmp', [...presence(['2026-01-19'], '21:00-25:00'), ...presence(['2026-01-20'], '12:00-14:00')]),
      at(18, 'pfmp', [...presence(['2026-01-19'], '21:00-25:00'), ...presence(['2026-01-20'], '11:59-14:00')]),
    ],
    [
      'after a day elsewhere',
      at(16, 'pfmp', presence(['2026-01-20'], '10:00-12:00'), {
        others: [other('a', '2026-01-19', '2026-01-19', { days: presence(['2026-01-19'], '18:00-22:00') })],
      }),
      at(16, 'pfmp', presence(['2026-01-20'], '09:59-12:00'), {
        others: [other('a', '2026-01-19', '2026-01-19', { days: presence(['2026-01-19'], '18:00-22:00') })],
      }),
    ],
  ],
  'weekly-rest': [
    [
      'Saturday for a minor who rests on Monday',
      at(17, 'pfmp', presence(dates('2026-01-20', '2026-01-24', true))),
      at(17, 'pfmp', presence(dates('2026-01-19', '2026-01-24', true), '09:00-12:00')),
    ],
    [
      'Saturday and the Monday after',
      at(17, 'pfmp', presence(['2026-01-24', '2026-01-27'])),
      at(17, 'pfmp', presence(['2026-01-24', '2026-01-26'])),
    ],
    ['Sunday for a minor', at(17, 'pfmp', presence(['2026-01-24'])), at(17, 'pfmp', presence(['2026-01-25']))],
    ['Sunday at 18', at(18, 'pfmp', presence(['2026-01-25'])), at(17, 'pfmp', presence(['2026-01-25']))],
    [
      'six days for an adult',
      at(18, 'pmsmp', presence(dates('2026-01-19', '2026-01-24', true))),
      at(18, 'pmsmp', presence(dates('2026-01-19', '2026-01-25', true))),
    ],
  ],
  'public-holiday': [
    ['an adult on 14 July', at(18, 'pmsmp', presence(['2026-07-14'])), at(17, 'pmsmp', presence(['2026-07-14']))],
    [
      'the days around it',
      at(17, 'pmsmp', presence(['2026-07-13', '2026-07-15'])),
      at(17, 'pmsmp', presence(['2026-07-13', '2026-07-14'])),
    ],
    [
      'Good Friday in Alsace-Moselle only',
      at(17, 'pmsmp', presence(['2026-04-03'])),
      at(17, 'pmsmp', presence(['2026-04-03']), { holidays: 'alsace-moselle' }),
    ],
    [
      '20 December in La Réunion only',
      at(17, 'pmsmp', presence(['2026-12-20'])),
      at(17, 'pmsmp', presence(['2026-12-20']), { holidays: 'reunion' }),
    ],
    ['Easter Monday', at(17, 'pmsmp', presence(['2026-04-07'])), at(17, 'pmsmp', presence(['2026-04-06']))],
  ],
  'school-holidays': [
    [
      'the day one leaves',
      at(18, 'pfmp', presence(['2026-02-14']), { zone: 'B' }),
      at(18, 'pfmp', presence(['2026-02-15']), { zone: 'B' }),
    ],
    [
      'the morning one is back',
      at(17, 'pfmp', presence(['2026-03-02']), { zone: 'B' }),
      at(18, 'pfmp', presence(['2026-03-01']), { zone: 'B' }),
    ],
    [
      'zones',
      at(17, 'pfmp', presence(['2026-02-10']), { zone: 'B' }),
      at(17, 'pfmp', presence(['2026-02-10']), { zone: 'A' }),
    ],
    [
      'PMSMP excepted',
      at(17, 'pmsmp', presence(['2026-02-10']), { zone: 'A' }),
      at(17, 'pfmp', presence(['2026-02-10']), { zone: 'A' }),
    ],
    [
      'La Réunion in January',
      at(17, 'pfmp', presence(['2026-01-21']), { zone: 'reunion' }),
      at(17, 'pfmp', presence(['2026-01-20']), { zone: 'reunion' }),
    ],
  ],
  'outside-class': [
    [
      'the first day of holidays',
      at(15, 'mini-stage', presence(['2026-02-16']), { zone: 'B' }),
      at(15, 'mini-stage', presence(['2026-02-13']), { zone: 'B' }),
    ],
    [
      'the last day of holidays',
      at(15, 'mini-stage', presence(['2026-02-27']), { zone: 'B' }),
      at(15, 'mini-stage', presence(['2026-03-02']), { zone: 'B' }),
    ],
  ],
  'start-in-past': [
    ['the very day', placement({ submittedOn: '2026-01-19' }), placement({ submittedOn: '2026-01-20' })],
  ],
  'seconde-window': [
    [
      'its first day',
      at(15, 'observation-2de', presence(['2026-06-15'])),
      at(15, 'observation-2de', presence(['2026-06-12'])),
    ],
    [
      'its last day',
      at(15, 'observation-2de', presence(['2026-06-26'])),
      at(15, 'observation-2de', presence(['2026-06-29'])),
    ],
    [
      'in 2025',
      at(14, 'observation-2de', presence(['2025-06-16']), { submittedOn: '2025-01-05' }),
      at(14, 'observation-2de', presence(['2025-06-13']), { submittedOn: '2025-01-05' }),
    ],
    [
      'in 2024',
      at(13, 'observation-2de', presence(['2024-06-28']), { submittedOn: '2024-01-05' }),
      at(13, 'observation-2de', presence(['2024-07-01']), { submittedOn: '2024-01-05' }),
    ],
  ],
  'five-days': [
    [
      'five days on end',
      at(14, 'observation-3e', presence(week)),
      at(14, 'observation-3e', presence([...week, '2026-01-26'])),
    ],
    [
      'five days apart',
      at(14, 'observation-4e', presence(['2026-01-19', '2026-01-22', '2026-01-26', '2026-01-29', '2026-02-02'])),
      at(
        14,
        'observation-4e',
        presence(['2026-01-19', '2026-01-22', '2026-01-26', '2026-01-29', '2026-02-02', '2026-02-05']),
      ),
    ],
    [
      'mini-stage',
      at(15, 'mini-stage', presence(dates('2026-02-16', '2026-02-20'))),
      at(15, 'mini-stage', presence([...dates('2026-02-16', '2026-02-20'), '2026-02-23'])),
    ],
    [
      'with the days at another host',
      at(14, 'observation-3e', presence(week.slice(0, 3)), {
        others: [
          other('a', '2026-02-02', '2026-02-03', {
            scheme: 'observation-3e',
            days: presence(['2026-02-02', '2026-02-03']),
          }),
        ],
      }),
      at(14, 'observation-3e', presence(week.slice(0, 3)), {
        others: [
          other('a', '2026-02-02', '2026-02-04', {
            scheme: 'observation-3e',
            days: presence(['2026-02-02', '2026-02-03', '2026-02-04']),
          }),
        ],
      }),
    ],
  ],
  'seconde-weeks': [
    [
      'two weeks at one host, a day more',
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-26'))),
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-29'))),
    ],
    [
      'a week with each of two hosts',
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-19')), {
        others: [other('a', '2026-06-22', '2026-06-26', { scheme: 'observation-2de' })],
      }),
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-19')), {
        others: [other('a', '2026-06-15', '2026-06-19', { scheme: 'observation-2de' })],
      }),
    ],
    [
      'two hosts, not three',
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-19')), {
        others: [other('a', '2026-06-22', '2026-06-26', { scheme: 'observation-2de' })],
      }),
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-19')), {
        others: [
          other('a', '2026-06-22', '2026-06-24', { scheme: 'observation-2de' }),
          other('b', '2026-06-25', '2026-06-26', { scheme: 'observation-2de', hostId: 'third' }),
        ],
      }),
    ],
    [
      'one week is not enough',
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-26'))),
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-19'))),
    ],
  ],
  'one-school-week': [
    [
      'Friday, and the Monday after',
      at(14, 'digital-week', presence(week)),
      at(14, 'digital-week', presence(['2026-01-23', '2026-01-26'])),
    ],
  ],
  'pfmp-length': [
    [
      'three weeks in bac pro',
      at(17, 'pfmp', presence(dates('2026-01-19', '2026-02-02')), { person: { ...aged(17), level: 'bac_pro' } }),
      at(17, 'pfmp', presence(dates('2026-01-19', '2026-01-30')), { person: { ...aged(17), level: 'bac_pro' } }),
    ],
    [
      'CAP is free',
      at(17, 'pfmp', presence(week), { person: { ...aged(17), level: 'cap' } }),
      at(17, 'pfmp', presence(week), { person: { ...aged(17), level: 'bac_pro' } }),
    ],
  ],
  'pmsmp-month': [
    [
      'date to date',
      placement({ days: presence(['2026-01-15', '2026-02-14']) }),
      placement({ days: presence(['2026-01-15', '2026-02-15']) }),
    ],
    [
      'from the last day of a longer month',
      placement({ days: presence(['2026-01-30', '2026-02-28']) }),
      placement({ days: presence(['2026-01-30', '2026-03-01']) }),
    ],
    [
      'a leap year',
      placement({ submittedOn: '2028-01-01', days: presence(['2028-01-31', '2028-02-29']) }),
      placement({ submittedOn: '2028-01-01', days: presence(['2028-01-31', '2028-03-01']) }),
    ],
  ],
  'pmsmp-renewal': [
    [
      'once',
      placement({ renews: { id: 'a', objectiveMet: false, isRenewal: false } }),
      placement({ renews: { id: 'a', objectiveMet: false, isRenewal: true } }),
    ],
    [
      'when the objective is not met',
      placement({ renews: { id: 'a', objectiveMet: false, isRenewal: false } }),
      placement({ renews: { id: 'a', objectiveMet: true, isRenewal: false } }),
    ],
  ],
  'pmsmp-two-months': [
    [
      'two whole months, whatever their days',
      placement({
        days: presence(['2026-03-01', '2026-03-31']),
        others: [other('a', '2025-11-01', '2025-11-30', { hostId: 'host' })],
      }),
      placement({
        days: presence(['2026-03-01', '2026-03-31']),
        others: [
          other('a', '2025-11-01', '2025-11-30', { hostId: 'host' }),
          other('b', '2026-06-01', '2026-06-01', { hostId: 'host' }),
        ],
      }),
    ],
    [
      'twelve months later',
      placement({
        days: presence(['2026-12-01', '2026-12-31']),
        others: [other('a', '2025-11-01', '2025-12-30', { hostId: 'host' })],
      }),
      placement({
        days: presence(['2026-10-01', '2026-10-31']),
        others: [other('a', '2025-11-01', '2025-12-30', { hostId: 'host' })],
      }),
    ],
    [
      'another host',
      placement({ days: presence(['2026-03-01', '2026-03-31']), others: [other('a', '2026-01-01', '2026-02-28')] }),
      placement({
        days: presence(['2026-03-01', '2026-03-31']),
        others: [other('a', '2026-01-01', '2026-02-28', { hostId: 'host' })],
      }),
    ],
  ],
  'pmsmp-contract-share': [
    [
      'a quarter of 120 days',
      placement({
        days: presence(['2026-01-15', '2026-02-13']),
        insertionContract: { from: '2026-01-01', to: '2026-04-30' },
      }),
      placement({
        days: presence(['2026-01-15', '2026-02-14']),
        insertionContract: { from: '2026-01-01', to: '2026-04-30' },
      }),
    ],
    [
      'all PMSMP of the contract together',
      placement({
        days: presence(['2026-02-02', '2026-02-11']),
        others: [other('a', '2026-01-05', '2026-01-24')],
        insertionContract: { from: '2026-01-01', to: '2026-04-30' },
      }),
      placement({
        days: presence(['2026-02-02', '2026-02-12']),
        others: [other('a', '2026-01-05', '2026-01-24')],
        insertionContract: { from: '2026-01-01', to: '2026-04-30' },
      }),
    ],
  ],
  'pmsmp-objective': [
    ['not two', placement({ objectives: ['discover'] }), placement({ objectives: ['discover', 'confirm'] })],
    ['not none', placement({ objectives: ['recruit'] }), placement({ objectives: [] })],
    ['one of the three', placement({ objectives: ['confirm'] }), placement({ objectives: ['earn'] })],
  ],
  'least-age': [
    [
      '16 on the first day',
      placement({ person: { birthDate: '2010-01-19' } }),
      placement({ person: { birthDate: '2010-01-20' } }),
    ],
  ],
  'scheme-level': [
    [
      '3e',
      at(14, 'observation-3e', presence(week), { person: { ...aged(14), level: 'troisieme' } }),
      at(14, 'observation-3e', presence(week), { person: { ...aged(14), level: 'quatrieme' } }),
    ],
    [
      'seconde',
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-26')), {
        person: { ...aged(15), level: 'seconde' },
      }),
      at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-26')), {
        person: { ...aged(15), level: 'bac_pro' },
      }),
    ],
    [
      'PFMP',
      at(16, 'pfmp', presence(week), { person: { ...aged(16), level: 'cap' } }),
      at(16, 'pfmp', presence(week), { person: { ...aged(16), level: 'seconde' } }),
    ],
  ],
  overlap: [
    [
      'one after the other',
      placement({
        days: presence(monday, '09:00-12:00'),
        others: [other('a', monday[0]!, monday[0]!, { days: presence(monday, '12:00-15:00') })],
      }),
      placement({
        days: presence(monday, '09:00-12:00'),
        others: [other('a', monday[0]!, monday[0]!, { days: presence(monday, '11:59-15:00') })],
      }),
    ],
    [
      'itself is no other',
      placement({ id: 'me', others: [other('me', '2026-01-19', '2026-01-23', { days: presence(week) })] }),
      placement({ id: 'me', others: [other('a', '2026-01-19', '2026-01-23', { days: presence(week) })] }),
    ],
    [
      'hours that nobody knows',
      placement({ others: [other('a', '2026-01-24', '2026-01-30')] }),
      placement({ others: [other('a', '2026-01-23', '2026-01-30')] }),
    ],
  ],
  duplicate: [
    [
      'the same host and dates',
      placement({ others: [other('a', '2026-01-19', '2026-01-23')] }),
      placement({ others: [other('a', '2026-01-19', '2026-01-23', { hostId: 'host' })] }),
    ],
    [
      'later dates',
      placement({ others: [other('a', '2026-01-26', '2026-01-30', { hostId: 'host' })] }),
      placement({ others: [other('a', '2026-01-19', '2026-01-23', { hostId: 'host' })] }),
    ],
  ],
  'tutor-load': [
    [
      'three at once',
      at(17, 'pfmp', presence(week), { tutorOthers: many(2) }),
      at(17, 'pfmp', presence(week), { tutorOthers: many(3) }),
    ],
    [
      'one leaves before another comes',
      at(17, 'pfmp', presence(week), {
        tutorOthers: [...many(1), other('x', '2026-01-12', '2026-01-20'), other('y', '2026-01-21', '2026-01-30')],
      }),
      at(17, 'pfmp', presence(week), {
        tutorOthers: [...many(1), other('x', '2026-01-12', '2026-01-21'), other('y', '2026-01-21', '2026-01-30')],
      }),
    ],
  ],
  'referent-load': [
    [
      'sixteen at once',
      at(17, 'pfmp', presence(week), { referentOthers: many(15) }),
      at(17, 'pfmp', presence(week), { referentOthers: many(16) }),
    ],
  ],
  'host-share': [
    [
      'three under twenty',
      at(17, 'pfmp', presence(week), { host: { id: 'host', staff: 19, others: many(2) } }),
      at(17, 'pfmp', presence(week), { host: { id: 'host', staff: 19, others: many(3) } }),
    ],
    [
      '15 % of twenty',
      at(17, 'pfmp', presence(week), { host: { id: 'host', staff: 20, others: many(2) } }),
      at(17, 'pfmp', presence(week), { host: { id: 'host', staff: 20, others: many(3) } }),
    ],
    [
      '15 % of 21 is four',
      at(17, 'pfmp', presence(week), { host: { id: 'host', staff: 21, others: many(3) } }),
      at(17, 'pfmp', presence(week), { host: { id: 'host', staff: 21, others: many(4) } }),
    ],
    [
      '15 % of 40',
      at(17, 'pfmp', presence(week), { host: { id: 'host', staff: 40, others: many(5) } }),
      at(17, 'pfmp', presence(week), { host: { id: 'host', staff: 40, others: many(6) } }),
    ],
  ],
}

/** So many other trainees, all through the week. */
function many(count: number) {
  return Array.from({ length: count }, (_, index) =>
    other(`o${index}`, '2026-01-05', '2026-02-27', { scheme: 'pfmp', hostId: 'host' }),
  )
}

const idsOf = (facts: Placement): string[] => check(facts).map(({ rule }) => rule)

for (const { id, article } of rules.map((rule) => ({ id: rule.id, article: rule.versions[0]?.article })))
  for (const [border, allowed, refused] of borders[id])
    test(`${id}: ${border}`, () => {
      assert.ok(
        !idsOf(allowed).includes(id),
        check(allowed)
          .map(({ message }) => message)
          .join(' '),
      )
      const found = check(refused).find(({ rule }) => rule === id)
      assert.ok(found, `not refused: ${idsOf(refused).join()}`)
      assert.ok(found.article !== '' && article !== '')
      assert.match(found.message, /^[\p{Lu}\d].*\.$/u)
      assert.match(found.mend, /\.$/)
    })

test('rule ids are unique, each rule has an article and both sides tested', () => {
  const ids = rules.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const { id, versions, says } of rules) {
    assert.ok(borders[id].length > 0, `${id} has no border`)
    assert.match(says, /\.$/)
    for (const version of versions) assert.match(version.article, /code|circulaire/)
  }
})

test('an ordinary placement has nothing against it', () => {
  assert.deepEqual(check(placement({ objectives: ['discover'], zone: 'B' })), [])
  const seconde = at(15, 'observation-2de', presence(dates('2026-06-15', '2026-06-26')), {
    person: { ...aged(15), level: 'seconde' },
    zone: 'A',
    host: { id: 'host', staff: 4 },
  })
  assert.deepEqual(check(seconde), [])
})

test('only a start in the past can be overridden, and only with a reason', () => {
  const past = check(placement({ submittedOn: '2026-01-20' }))
  assert.deepEqual(
    rules.filter(({ overridable }) => overridable).map(({ id }) => id),
    ['start-in-past'],
  )
  assert.equal(standing(past, []).length, 1)
  assert.equal(standing(past, [{ rule: 'start-in-past', reason: ' ' }]).length, 1)
  assert.equal(
    standing(past, [{ rule: 'start-in-past', reason: 'Commencé lundi, convention signée à la main.' }]).length,
    0,
  )
  const long = check(placement({ days: presence(['2026-01-15', '2026-02-15']) }))
  assert.equal(standing(long, [{ rule: 'pmsmp-month', reason: 'Tout le monde est d’accord.' }]).length, 1)
})

test('a draft without days is judged by what it holds', () => {
  assert.deepEqual(idsOf(placement({ days: [], objectives: [] })), ['pmsmp-objective'])
})

test('an agreement is read with the rules of the day of its submission, today included', () => {
  // The same facts, read years later, say the same: nothing but the placement is looked at.
  const then = at(17, 'pfmp', presence(week, '09:00-12:00 13:00-17:01'), { submittedOn: '2019-01-01' })
  assert.deepEqual(check(then), check(structuredClone(then)))
  assert.throws(() => check({ ...then, submittedOn: '2018-12-31' }), RangeError)
})
