import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openEstimate } from '#/transit/index.ts'
import { allocate } from '../allocate.ts'
import { readInputs } from '../inputs/read-inputs.ts'
import { figuresOf } from '../result/figures.ts'
import { filesOf, type SmallTerritory, smallTerritory } from '../small-territory.ts'
import { renderReport } from './report.tsx'

async function reportOf(territory: SmallTerritory, { travel = false } = {}): Promise<string> {
  const result = await allocate(readInputs(filesOf(territory, { travel })), openEstimate())
  return renderReport(result, figuresOf(result))
}

test('the report opens without a network and without scripts', async () => {
  const html = await reportOf(smallTerritory(2, { pupils: 60, offers: 15 }))
  assert.match(html, /^<!doctype html>\n<html lang="fr">/)
  assert.match(html, /default-src &#39;none&#39;|default-src 'none'/)
  assert.doesNotMatch(html, /<script|<link|<img|<iframe|https?:\/\/|url\((?!data:)/)
})

test('hostile names are shown, never obeyed', async () => {
  const territory = smallTerritory(2, { pupils: 60, offers: 15 })
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>"&'
  for (const row of territory.offers) Object.assign(row, { title: hostile, sector: hostile, group: '3-4' })
  for (const row of territory.schools) Object.assign(row, { name: hostile, commune: hostile })
  for (const row of territory.pupils) Object.assign(row, { wishes: hostile })
  territory.campaign.lottery = hostile
  const html = await reportOf(territory)
  assert.doesNotMatch(html, /<script|<img/)
  assert.match(html, /&lt;script>alert\(1\)&lt;\/script>|&lt;script&gt;/)
})

test('the report says the share placed, what misses where, whom nothing reaches, and that times are estimated', async () => {
  const html = await reportOf(smallTerritory(2, { pupils: 90, offers: 15 }))
  for (const words of [
    /ont une place pour toutes leurs semaines/,
    /places?<\/b> manquent? autour/,
    /estimés à vol d’oiseau/,
    /Que faire maintenant/,
    /Par priorité/,
    /Par établissement/,
    /Temps de trajet/,
  ])
    assert.match(html, words)
})

test('a territory without pupils or offers still gives a page', async () => {
  const territory = smallTerritory(2, { pupils: 1, offers: 1 })
  territory.travel = []
  Object.assign(territory.pupils[0]!, { level: 'bac_pro', fixed: '' })
  assert.match(await reportOf(territory, { travel: true }), /aucune offre/)
})

test('no pupil is named in the report', async () => {
  assert.doesNotMatch(await reportOf(smallTerritory(2, { pupils: 60, offers: 15 })), /eleve-\d/)
})
