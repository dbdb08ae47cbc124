import type { AppStoreEnvironment } from '../domain/app-store-environment.ts'
import { SignedPayloadError } from './signed-payload-error.ts'

/** The app whose purchases count. `appId` is Apple's number for it; Sandbox data do not carry it. */
export type AppleApp = { bundleId: string; appId: number | null; environments: AppStoreEnvironment[] }

/** For whom Apple says it signed something. Notifications and app transactions also name `appAppleId`; a transaction never does. */
export type AppClaims = { [claim: string]: unknown; bundleId?: unknown; environment?: unknown; appAppleId?: unknown }

/** Throws unless it was signed for this app: everything in the App Store is signed by the same key, for all apps. */
export function requireApp(claims: AppClaims, app: AppleApp): void {
  if (claims.bundleId !== app.bundleId) throw new SignedPayloadError('wrong_bundle_id')
  requireEnvironment(claims.environment, app)
}

/** As `requireApp`, for what names it: in production Apple's number of the app must be ours as well. */
export function requireNumberedApp(claims: AppClaims, app: AppleApp): void {
  requireApp(claims, app)
  if (claims.environment === 'Production' && (app.appId === null || claims.appAppleId !== app.appId)) {
    throw new SignedPayloadError('wrong_app_id')
  }
}

/** Also refuses `Xcode` and `LocalTesting`: whoever has a Mac can sign for those, so they are never in the list. */
export function requireEnvironment(environment: unknown, app: AppleApp): void {
  if (!app.environments.some((accepted) => accepted === environment)) throw new SignedPayloadError('wrong_environment')
}
