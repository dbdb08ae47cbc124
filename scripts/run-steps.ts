import { spawnSync } from 'node:child_process'
import path from 'node:path'

export type Step = { name: string; command: string; args: string[] }

const root = path.resolve(import.meta.dirname, '..')

/** Runs steps one after the other and stops at the first that fails, with its exit code. */
export function runSteps(steps: Step[]): void {
  for (const step of steps) {
    console.log(`\n> ${step.name}`)
    const startedAt = performance.now()
    const { status, error } = spawnSync(step.command, step.args, { cwd: root, stdio: 'inherit' })
    if (error || status !== 0) {
      console.error(`\nFailed: ${step.name}${error ? ` (${error.message})` : ''}`)
      process.exit(status ?? 1)
    }
    console.log(`  ${step.name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
}
