// Run under the Deno version of hosted functions by the tests beside it: reads cases, writes verdicts in their order.

import process from 'node:process'
import { text } from 'node:stream/consumers'
import { createJudge } from '../support/apple/create-judge.ts'
import { type ChainCase, decode, judgeChain } from '../support/apple/judge-chain.ts'
import type { SignedCase } from '../support/apple/signed-case.ts'

type Input = { roots: string[]; app: Parameters<typeof createJudge>[1]; cases?: SignedCase[]; chains?: ChainCase[] }

const input: Input = JSON.parse(await text(process.stdin))
const roots = input.roots.map(decode)
const judge = createJudge(roots, input.app)
const verdicts = []
for (const one of input.cases ?? []) verdicts.push(await judge(one))
for (const chain of input.chains ?? []) verdicts.push(await judgeChain(chain))
process.stdout.write(JSON.stringify(verdicts))
