import { expect, it } from 'vitest'
import { STOREFRONTS as simulated } from '../../local/app-store/storefronts.ts'
import { STOREFRONTS } from '../../local/phone/storefronts.ts'

it('the phone offers the storefronts that the simulator knows', () => {
  expect(Object.keys(STOREFRONTS).sort()).toEqual(Object.keys(simulated).sort())
})
