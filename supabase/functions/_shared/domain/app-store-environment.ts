import { UnknownStoreValueError } from './errors.ts'
import type { Environment } from './subscription.ts'

/** The environments of Apple whose data Apple itself signs; Xcode's and LocalTesting's anybody can. */
export const appStoreEnvironments = ['Production', 'Sandbox'] as const
export type AppStoreEnvironment = (typeof appStoreEnvironments)[number]

const environmentOf = { Production: 'production', Sandbox: 'sandbox' } as const satisfies Record<
  AppStoreEnvironment,
  Environment
>

/** Our environment for Apple's; TestFlight purchases are Sandbox too. Throws `UnknownStoreValueError` for any other. */
export function toEnvironmentFromAppStore(environment: string): Environment {
  if (!Object.hasOwn(environmentOf, environment)) throw new UnknownStoreValueError('App Store environment', environment)
  return environmentOf[environment as AppStoreEnvironment]
}
