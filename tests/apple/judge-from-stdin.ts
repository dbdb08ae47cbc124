// Run by deno.test.ts under the Deno version of hosted functions: reads cases, writes verdicts.

import process from 'node:process'
import { text } from 'node:stream/consumers'
import { createJudge } from '../support/apple/create-judge.ts'
import type { SignedCase } from '../support/apple/signed-case.ts'

type Input = { roots: string[]; app: Parameters<typeof createJudge>[1]; cases: SignedCase[] }

const input: Input = JSON.parse(await text(process.stdin))
const roots = input.roots.map((base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
const judge = createJudge(roots, input.app)
const verdicts = []
for (const one of input.cases) verdicts.push({ name: one.name, fault: await judge(one) })
process.stdout.write(JSON.stringify(verdicts))
