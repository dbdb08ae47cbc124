import { beforeAll, describe, expect, it } from 'vitest'
import { SWIFT_REQUESTS, type SwiftRequest } from '../local-phone/recorded-swift-requests.ts'
import { findRequests, type KitRequest } from './find-requests.ts'
import { KIT_ONLY_REQUESTS } from './kit-only-requests.ts'
import { parseSwiftFiles, type SwiftFile } from './swift-parser.ts'

/** The phone's own: the sample content, which every app replaces, and what supabase-swift does by itself. */
const NOT_THE_KITS = [
  'auth.refreshSession()',
  'auth.getOAuthSignInURL(provider: .google, redirectTo:)',
  'from("lesson_previews").select().order("position")',
  'from("lessons").select().eq("slug", value: "gears-for-two")',
]

const TABLE = [...SWIFT_REQUESTS, ...KIT_ONLY_REQUESTS]
const isAuth = ({ call }: { call: string }) => call.startsWith('auth.')

let files: SwiftFile[] = []
let kit: KitRequest[] = []
beforeAll(async () => {
  files = await parseSwiftFiles('Sources/**/*.swift')
  kit = findRequests(files)
})

const findRow = (one: KitRequest): SwiftRequest | undefined =>
  TABLE.find((row) => (isAuth(one) ? row.call === one.call : row.request === one.request))

describe('the requests of the iOS kit', () => {
  it('are found in its sources', () => {
    expect(kit.length).toBeGreaterThan(20)
    expect(kit.map(({ request }) => request)).toContain('GET /rest/v1/plans?select=*&order=rank.asc.nullslast')
    expect(kit.map(({ call }) => call)).toContain('auth.signIn(email:password:)')
  })

  it('are those that the phone makes over the same wire', () => {
    expect(kit.filter((one) => !findRow(one))).toEqual([])
  })

  it('send the parameters that the server takes, by their names', () => {
    const sent = kit.filter((one) => !isAuth(one))
    for (const one of sent) {
      expect({ ...one, bodyKeys: one.bodyKeys.toSorted() }).toEqual({
        ...one,
        bodyKeys: Object.keys(findRow(one)?.body ?? {}).toSorted(),
      })
    }
    expect(sent.flatMap(({ bodyKeys }) => bodyKeys)).toContain('signed_app_transaction')
  })

  it('leave out nothing that the phone does', () => {
    const missing = TABLE.filter(({ call }) => !NOT_THE_KITS.includes(call)).filter(
      (row) => !kit.some((one) => (isAuth(row) ? one.call === row.call : findRow(one) === row)),
    )
    expect(missing.map(({ call }) => call)).toEqual([])
  })

  it('are those of the version of supabase-swift that the package pins', async () => {
    const [manifest] = await parseSwiftFiles('Package.swift')
    const [, pinned] = /supabase-swift\.git", exact: "([^"]+)"/.exec(manifest?.text ?? '') ?? []
    // The browser opens the address of a provider by itself: that one request has no headers of ours.
    const ours = TABLE.filter(({ headers }) => Object.keys(headers).length > 0)
    const recorded = new Set(
      ours.map(({ headers }) => /supabase-swift\/([^;]+)/.exec(headers['x-client-info'] ?? '')?.[1]),
    )
    expect([...recorded]).toEqual([pinned])
  })
})
