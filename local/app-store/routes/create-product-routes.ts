import { type Context, Hono } from 'hono'
import { type AppStore, accountOf } from '../app-store.ts'
import { PRODUCTS, type Product, priceIn, SUBSCRIPTION_GROUP } from '../catalogue.ts'
import { formatPrice } from '../format-price.ts'
import { INTRODUCTORY_OFFER } from '../offers.ts'
import { DEFAULT_STOREFRONT } from '../storefronts.ts'
import { isEligibleForIntroductoryOffer } from '../subscriptions/buy-product.ts'
import { appleAccountSchema } from './apple-account.ts'
import { createChange, type StoreKitParts } from './create-change.ts'
import { checkInput } from './read-json.ts'

/** `Product.products(for:)`, and `Product.SubscriptionInfo.isEligibleForIntroOffer` when the Apple Account is named. */
export function createProductRoutes(parts: StoreKitParts): Hono {
  const change = createChange(parts)
  const routes = new Hono()
  routes.get('/products', (context) => {
    const appleAccount = readOptionalAccount(context)
    return context.json({ products: change(() => listProducts(parts.store, appleAccount)) })
  })
  return routes
}

function readOptionalAccount(context: Context): string | null {
  const name = context.req.query('apple_account')
  return name === undefined ? null : checkInput(appleAccountSchema, name)
}

function listProducts(store: AppStore, appleAccount: string | null) {
  return PRODUCTS.filter(({ productId }) => !store.state.offSale.includes(productId)).map((product) =>
    describeProduct(store, product, appleAccount),
  )
}

function describeProduct(store: AppStore, product: Product, appleAccount: string | null) {
  const storefront = appleAccount === null ? DEFAULT_STOREFRONT : accountOf(store, appleAccount).storefront
  const { priceMilliunits, currency } = priceIn(storefront, product.productId)
  return {
    product_id: product.productId,
    type: product.type,
    display_name: product.displayName,
    description: product.description,
    display_price: formatPrice(priceMilliunits, currency),
    price_milliunits: priceMilliunits,
    currency,
    is_family_shareable: product.isFamilyShareable,
    ...(product.type === 'auto_renewable' && {
      subscription_period: 'P1M',
      subscription_group_id: SUBSCRIPTION_GROUP.id,
      group_level: product.level,
      introductory_offer: describeIntroductoryOffer(store, product, appleAccount),
    }),
  }
}

function describeIntroductoryOffer(store: AppStore, { productId }: Product, appleAccount: string | null) {
  if (!INTRODUCTORY_OFFER.productIds.includes(productId)) return null
  const isEligible = appleAccount === null || isEligibleForIntroductoryOffer(store, appleAccount)
  return { payment_mode: 'free_trial', period: INTRODUCTORY_OFFER.period, is_eligible: isEligible }
}
