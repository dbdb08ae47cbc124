import type { Act } from './act.ts'
import { catalogActs } from './catalog-acts.ts'
import { moneyActs } from './money-acts.ts'
import { troubleActs } from './trouble-acts.ts'

export const acts: readonly Act[] = [...troubleActs, ...moneyActs, ...catalogActs]
