// Run under the Deno version of hosted functions by revocation.test.ts: reads notifications with the root of each, writes
// what becomes of them. The responder is on this machine.

import process from 'node:process'
import { text } from 'node:stream/consumers'
import { createRevocationJudge } from '../support/apple/create-revocation-judge.ts'
import { decode } from '../support/apple/judge-chain.ts'

const cases: { root: string; jws: string }[] = JSON.parse(await text(process.stdin))
const verdicts = []
for (const { root, jws } of cases) verdicts.push(await createRevocationJudge(decode(root))(jws))
process.stdout.write(JSON.stringify(verdicts))
