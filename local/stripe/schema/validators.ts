import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

const schema = JSON.parse(readFileSync(new URL('./stripe-schema.gen.json', import.meta.url), 'utf8'))

// We made the schema ourselves and it is large: leaving out ajv's own checks and its optimiser compiles it three times as fast.
const quick = { strict: false, validateSchema: false, inlineRefs: false, code: { optimize: false } } as const

// Form bodies and queries carry only strings, so numbers and booleans are read out of them; objects are taken as they are.
const forParams = new Ajv2020({ ...quick, allErrors: true, coerceTypes: true }).addSchema(schema)
const forObjects = new Ajv2020(quick).addSchema(schema)

export const paramsValidator = (root: string): ValidateFunction => requireValidator(forParams, root)
export const objectValidator = (root: string): ValidateFunction => requireValidator(forObjects, root)

function requireValidator(ajv: Ajv2020, root: string): ValidateFunction {
  const validate = ajv.getSchema(`stripe#/$defs/${root}`)
  if (!validate) throw new Error(`stripe-schema.gen.json does not describe ${root}`)
  return validate
}
