import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

const schema = JSON.parse(readFileSync(new URL('./stripe-schema.gen.json', import.meta.url), 'utf8'))

// We made the schema ourselves and it is large: leaving out ajv's own checks and its optimiser compiles it three times as fast.
const quick = { strict: false, validateSchema: false, inlineRefs: false, code: { optimize: false } } as const

// Form bodies and queries carry only strings, so numbers and booleans are read out of them; objects are taken as they are.
// Ajv's class for 2020-12 would go on after the branch of a union that fits, and read the empty string as null.
const forParams = new Ajv({ ...quick, allErrors: true, coerceTypes: true }).addSchema(schema)
const forObjects = new Ajv(quick).addSchema(schema)

export const paramsValidator = (root: string): ValidateFunction => requireValidator(forParams, root)
export const objectValidator = (root: string): ValidateFunction => requireValidator(forObjects, root)

function requireValidator(ajv: Ajv, root: string): ValidateFunction {
  const validate = ajv.getSchema(`stripe#/$defs/${root}`)
  if (!validate) throw new Error(`stripe-schema.gen.json does not describe ${root}`)
  return validate
}
