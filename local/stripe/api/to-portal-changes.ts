import type Stripe from 'stripe'

type Configuration = Stripe.BillingPortal.Configuration
type Json = Record<string, unknown>
type Params = Pick<
  Stripe.BillingPortal.ConfigurationUpdateParams,
  'business_profile' | 'default_return_url' | 'features' | 'name'
>

/** Each setting that is named replaces its own; what is not spoken of stays. */
export function toPortalChanges(configuration: Configuration, params: Params): Partial<Configuration> {
  const { business_profile, default_return_url, features, name } = params
  return {
    ...(business_profile && { business_profile: merge(configuration.business_profile, business_profile) }),
    ...(default_return_url !== undefined && { default_return_url: default_return_url || null }),
    ...(features && { features: merge(configuration.features, features) }),
    ...(name !== undefined && { name: name || null }),
  }
}

/** An emptied list is an empty list, any other emptied value nothing. */
function merge<T extends object>(before: T, change: object): T {
  const merged = { ...before } as Json
  for (const [key, value] of Object.entries(change)) {
    const old = merged[key]
    if (isJson(value) && isJson(old)) merged[key] = merge(old, value)
    else if (value === '') merged[key] = Array.isArray(old) ? [] : null
    else merged[key] = value
  }
  return merged as T
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
