import { describe, expect, it } from 'vitest'
import { safeNext } from '#app/auth/safe-next.ts'

describe('the path after signing in', () => {
  it.each(['/', '/account', '/subscribe/premium', '/lessons?page=2#top', '/a/../account'])(
    'keeps %s on this site',
    (next) => {
      expect(new URL(safeNext(next), 'https://lessons.example').origin).toBe('https://lessons.example')
      expect(safeNext(next)).not.toBe('/fallback')
    },
  )

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/a/..//evil.example',
    '/./\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'account',
    '',
    null,
    undefined,
    ['/account'],
  ])('never leads to another site: %j', (next) => {
    expect(safeNext(next, '/fallback')).toBe('/fallback')
  })

  it('leads to the account page when nothing is asked for', () => {
    expect(safeNext(null)).toBe('/account')
  })
})
