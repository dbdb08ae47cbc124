import type { z } from 'zod'

/** The select list of a row schema, so that a query never asks for a column that nobody reads. */
export function toColumns(schema: z.ZodObject): string {
  return Object.keys(schema.shape).join(',')
}
