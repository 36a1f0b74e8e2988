import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { createAnswerLink } from '#/applications/answer-links.ts'
import { buildAssets } from '#/design/build.ts'
import { createSignInLink } from '#/identity/index.ts'
import { openServer } from '#/platform/database.ts'
import { startServer } from '../../src/server.ts'
import { testOnServer } from '../engines.ts'
import { applications, offers, people } from '../people.ts'
import { bocage, buildWorld } from '../world.ts'
import { phone, visit } from './visit.ts'

testOnServer(
  'on a phone that loses the network, a form is kept and leaves when it is back; the host answers from the mail',
  async (url, t) => {
    await buildAssets()
    const database = await openServer(url, 4)
    t.after(() => database.close())
    const world = await buildWorld({ ...database, close: async () => {} }, t, { port: 0 })
    await world.people()
    const server = await startServer(world.services)
    t.after(() => server.close())

    const lina = await visit(t, { url: server.url, screen: phone })
    await lina.page.request.post(
      addressOf('signInLink', { token: await createSignInLink(world.services, people.lina.id) }),
      {
        headers: { origin: server.url },
        maxRedirects: 0,
      },
    )
    await lina.page.goto(addressOf('applicationNew', { offer: offers.mairie }))
    await lina.look('the form')
    const text = lina.page.getByLabel('Qu’est-ce qui t’attire')
    await text.fill('Je veux voir comment se décide la vie d’une commune.')
    await lina.page.getByText('As-tu besoin d’un aménagement').click()
    await lina.page.getByLabel('Ce dont tu as besoin').fill('Une pause à dix heures')
    await lina.page.reload()
    assert.equal(await text.inputValue(), 'Je veux voir comment se décide la vie d’une commune.')
    const kept = await lina.page.evaluate(() => JSON.stringify(sessionStorage) + JSON.stringify(localStorage))
    assert.doesNotMatch(kept, /dix heures/, 'health data is not kept by the browser')
    await lina.page.context().setOffline(true)
    await lina.page.getByRole('button', { name: 'Relire ma candidature' }).click()
    await lina.page.getByText('Pas de réseau').waitFor()
    await lina.page.context().setOffline(false)
    await lina.page.waitForURL(`**${addressOf('application', { application: applications.linaMairie })}`)
    await lina.look('the answers to check')
    await lina.page.getByRole('button', { name: 'Envoyer ma candidature' }).click()
    await lina.page.getByText('C’est envoyé').waitFor()
    await lina.look('what happens now')
    lina.end()

    const host = await visit(t, { url: server.url, screen: phone, scripts: false })
    const token = await createAnswerLink(
      world.services,
      { territoryId: bocage.id, id: applications.linaMairie },
      { email: 'accueil@essai.example', name: 'L’accueil', accountId: undefined },
    )
    await host.page.goto(addressOf('answerLink', { token }))
    await host.look('the host’s page')
    await host.page.getByRole('button', { name: 'Accueillir Lina M.' }).click()
    await host.page.getByText('Réponse donnée').waitFor()
    await host.look('the answer given')
    host.end()
  },
)
