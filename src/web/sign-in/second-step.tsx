import { type Context, Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import {
  type Account,
  accountOf,
  confirmSecondStep,
  type Env,
  hasSecondStep,
  otpauthAddress,
  passSecondStep,
  refund,
  secretToEnrol,
  spend,
  useRecoveryCode,
  useSecondStepCode,
} from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { errorPage } from '../error-pages.tsx'
import { signOut, writeSessionCookie } from '../session-cookie.ts'
import { EnrolPage, RecoveryCodesPage, SecondStepPage } from './second-step-pages.tsx'

/**
 * The second step of those whose role reaches far: a code that their phone computes. Before it their session is worth what their
 * other roles are worth (see readSession).
 */
export function secondStep(services: Services): Hono<Env> {
  const { db } = services

  async function enrolPage(account: Account, secret: Uint8Array, error?: string) {
    const address = otpauthAddress(secret, account.email ?? account.name)
    return <EnrolPage address={address} secret={secret} {...(error === undefined ? {} : { error })} />
  }

  /** In: the session gets a new secret, the person the page they wanted. */
  async function pass(c: Context<Env>): Promise<void> {
    const sessionId = c.get('sessionId')
    if (sessionId !== undefined) writeSessionCookie(c, services, await passSecondStep(services, sessionId))
  }

  return new Hono<Env>()
    .get(addresses.secondStep, async (c) => {
      const account = accountOf(c)
      if (!account.withheld) return c.redirect(addresses.account, 303)
      const secret = (await hasSecondStep(db, account.id)) ? undefined : await secretToEnrol(services, account.id)
      return c.html(renderPage(secret ? await enrolPage(account, secret) : <SecondStepPage />))
    })
    .post(addresses.secondStep, async (c) => {
      const account = accountOf(c)
      if (!account.withheld) return c.redirect(addresses.account, 303)
      const form = await c.req.parseBody()
      const text = (name: string) => {
        const value = form[name]
        return typeof value === 'string' ? value.trim().slice(0, 50) : ''
      }
      const [code, recovery] = [text('code'), text('recovery')]
      const isEnrolled = await hasSecondStep(db, account.id)
      const again = async (error: string, field: 'code' | 'recovery' = 'code') => {
        const secret = isEnrolled ? undefined : await secretToEnrol(services, account.id)
        const page = secret ? await enrolPage(account, secret, error) : <SecondStepPage error={error} field={field} />
        return c.html(renderPage(page), 422)
      }
      // A form sent empty is no guess.
      if (code === '' && recovery === '') return again('Recopiez les six chiffres que montre l’application.')
      const session = c.get('sessionId') ?? account.id
      if (!(await spend(services, 'step.session', session))) {
        await signOut(c, services)
        return errorPage(c, 'too-many')
      }
      if (isEnrolled && recovery !== '') {
        if (!(await spend(services, 'recovery.account', account.id))) return errorPage(c, 'too-many')
        const left = await useRecoveryCode(services, account.id, recovery)
        if (left === undefined) return again('Ce code de secours ne convient pas, ou il a déjà servi.', 'recovery')
        await refund(services, 'recovery.account', account.id)
        await pass(c)
        return c.redirect(addresses.welcome, 303)
      }
      if (!(await spend(services, 'step.account', account.id)))
        return again('Trop de codes faux ont été donnés aujourd’hui. Entrez avec un code de secours.', 'recovery')
      const codes = isEnrolled ? undefined : await confirmSecondStep(services, account.id, code)
      const isRight = isEnrolled ? await useSecondStepCode(services, account.id, code) : codes !== undefined
      if (!isRight)
        return again(
          'Ce code ne convient pas. Attendez le suivant : il change toutes les 30 secondes et sert une fois.',
        )
      await refund(services, 'step.account', account.id)
      await refund(services, 'step.session', session)
      await pass(c)
      return codes ? c.html(renderPage(<RecoveryCodesPage codes={codes} />)) : c.redirect(addresses.welcome, 303)
    })
}
