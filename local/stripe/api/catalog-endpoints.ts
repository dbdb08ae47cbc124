import { priceEndpoints } from './price-endpoints.ts'
import { productEndpoints } from './product-endpoints.ts'

export const catalogEndpoints = [...productEndpoints, ...priceEndpoints]
