import { afterEach, expect, it, vi } from 'vitest'
import { afterAnswer } from '../../supabase/functions/_shared/http/after-answer.ts'

afterEach(() => vi.unstubAllGlobals())

it('the platform is told what goes on after an answer, so that it lets the worker live', () => {
  const waitUntil = vi.fn()
  vi.stubGlobal('EdgeRuntime', { waitUntil })
  const work = Promise.resolve()
  afterAnswer(work)
  expect(waitUntil).toHaveBeenCalledExactlyOnceWith(work)
})

it('elsewhere the work goes on by itself', () => {
  expect(() => afterAnswer(Promise.resolve())).not.toThrow()
})
