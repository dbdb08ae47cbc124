import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTS, SUBSCRIPTION_GROUP } from '../../local/app-store/catalogue.ts'
import { createParser, IOS, ofType, parse, parseSwiftFiles, type SwiftFile } from './swift-parser.ts'

const root = path.resolve(IOS, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
/** Stripe's, Supabase's and Apple's: by their shape, so that not even a made-up one comes in. */
const KEY_SHAPED =
  /\b(?:[sr]k_(?:live|test)|whsec|sb_secret|sb_publishable)_[A-Za-z0-9]{8,}|\beyJ[\w-]{20,}|-----BEGIN|\bMIG[TH][A-Za-z0-9+/]{20,}/

let files: SwiftFile[] = []
beforeAll(async () => {
  files = await parseSwiftFiles()
})

describe('the package', () => {
  it('is small: files, functions, and lines that fit a screen', () => {
    const sources = files.filter(({ name }) => name.startsWith('Sources/'))
    const sizes = sources.map(({ text }) => text.split('\n').length - 1).toSorted((a, b) => a - b)
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(60)
    expect(sizes.at(-1)).toBeLessThanOrEqual(200)
    const functions = files.flatMap(({ root: tree }) => ofType(tree, 'function_declaration'))
    const longest = Math.max(...functions.map((one) => one.endPosition.row - one.startPosition.row + 1))
    expect(longest).toBeLessThanOrEqual(45)
    const wide = files.flatMap(({ name, text }) =>
      text.split('\n').flatMap((line, row) => (line.length > 130 ? [`${name}:${row + 1}`] : [])),
    )
    expect(wide).toEqual([])
  })

  it('says of each public type what it is', () => {
    const bare = files
      .filter(({ name }) => name.startsWith('Sources/'))
      .flatMap(({ name, text }) =>
        [...text.matchAll(/^(.*)\n(?:@\w+\n)*public (?:final class|struct|enum|protocol) (\w+)/gm)]
          .filter(([, before = '']) => !/^(?:\/\/\/|@)/.test(before))
          .map(([, , type = '']) => `${name}: ${type}`),
      )
    expect(bare).toEqual([])
  })

  it('holds nothing that has the shape of a key', () => {
    const all = globSync('ios/**/*.{swift,md,storekit,json,plist}', { cwd: root })
    expect(all.length).toBeGreaterThan(50)
    expect([...all, 'docs/ios.md'].filter((file) => KEY_SHAPED.test(read(file)))).toEqual([])
  })

  it('sells in Xcode’s own store what the App Store simulator sells', () => {
    const { products, subscriptionGroups } = JSON.parse(read('ios/Tandem.storekit'))
    const [group] = subscriptionGroups
    expect(group).toMatchObject({ id: SUBSCRIPTION_GROUP.id, name: SUBSCRIPTION_GROUP.name })
    const sold = [...group.subscriptions, ...products].map((one) => [
      one.productID,
      one.groupNumber ?? null,
      Math.round(Number(one.displayPrice) * 1000),
      one.familyShareable,
    ])
    const simulated = PRODUCTS.map((one) => [one.productId, one.level, one.prices.SGD, one.isFamilyShareable])
    expect(sold.toSorted()).toEqual(simulated.toSorted())
  })
})

describe('its pages', () => {
  it('show samples that are Swift, too', async () => {
    const parser = await createParser()
    const samples = [...read('ios/README.md').matchAll(/^```swift\n([\s\S]*?)^```/gm)].map(([, code = '']) => code)
    expect(samples.length).toBeGreaterThan(3)
    expect(samples.filter((code) => parse(parser, code).hasError)).toEqual([])
  })

  it('name only what is there', () => {
    const sources = files.map(({ text }) => text).join('\n')
    const pages = read('ios/README.md') + read('docs/ios.md')
    const names = [...pages.matchAll(/(?<![-/\w])(?:store|account)\.(\w+)/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name) => !new RegExp(`(?:func|var|let) ${name}\\b`).test(sources))).toEqual([])
  })

  it.each(['ios/README.md', 'docs/ios.md'])('%s leads to pages that exist', (page) => {
    const links = [...read(page).matchAll(/\]\(((?!https?:)[^)#]+)/g)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(1)
    for (const link of links) expect(read(path.join(path.dirname(page), link)).length).toBeGreaterThan(0)
  })
})
