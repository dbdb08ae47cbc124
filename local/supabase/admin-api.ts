import { randomUUID } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { type Context, Hono } from 'hono'
import type { Sql } from 'postgres'
import { z } from 'zod'
import type { AuthRepair } from './auth-repairs/auth-repair.ts'
import { refuse } from './auth-repairs/auth-repair.ts'
import type { LiteAuthService } from './lite-internals.ts'

type AdminEnv = { Bindings: { auth: LiteAuthService } }

const metadata = z.record(z.string(), z.unknown())
const changesSchema = z.object({
  email: z.email().toLowerCase().optional(),
  password: z.string().min(6).optional(),
  email_confirm: z.boolean().optional(),
  app_metadata: metadata.optional(),
  user_metadata: metadata.optional(),
})
const newUserSchema = changesSchema.extend({ id: z.uuid().optional(), email: z.email().toLowerCase() })

/** `/auth/v1/admin/users`, which lite lacks: what the demo user and the tests need of it, for the secret key only. */
export function createAdminApi(options: { sql: Sql; secretKey: string }): AuthRepair {
  const admin = createRoutes(options.sql)
  return (c, next) => {
    if (!c.req.path.startsWith('/auth/v1/admin/')) return next()
    if (c.req.header('apikey') !== options.secretKey)
      return Promise.resolve(refuse(c, 403, 'not_admin', 'User not allowed'))
    return Promise.resolve(admin.fetch(c.req.raw, { auth: c.var.authService }))
  }
}

function createRoutes(sql: Sql): Hono<AdminEnv> {
  const admin = new Hono<AdminEnv>().basePath('/auth/v1/admin/users')
  admin.get('/', (c) => listUsers(c, sql))
  admin.post('/', createUser)
  admin.get('/:id', async (c) =>
    (await exists(c)) ? c.json(await c.env.auth.getUser(c.req.param('id'))) : refuseUnknown(c),
  )
  admin.put('/:id', updateUser)
  admin.delete('/:id', async (c) => {
    if (!(await exists(c))) return refuseUnknown(c)
    await sql`delete from auth.users where id = ${c.req.param('id')}`
    return c.json({})
  })
  admin.onError((error, c) => {
    if (error instanceof z.ZodError) return refuse(c, 422, 'validation_failed', z.prettifyError(error))
    if ((error as { code?: string }).code === '23505') return refuseDuplicate(c)
    throw error
  })
  return admin
}

async function listUsers(c: Context<AdminEnv>, sql: Sql): Promise<Response> {
  const perPage = Math.min(Number(c.req.query('per_page')) || 50, 1000)
  const offset = ((Number(c.req.query('page')) || 1) - 1) * perPage
  const rows = await sql<{ id: string; total: number }[]>`
    select id, count(*) over ()::int as total from auth.users order by created_at desc, id limit ${perPage} offset ${offset}`
  c.header('x-total-count', String(rows[0]?.total ?? 0))
  return c.json({ users: await Promise.all(rows.map((row) => c.env.auth.getUser(row.id))), aud: 'authenticated' })
}

async function createUser(c: Context<AdminEnv>): Promise<Response> {
  const wanted = newUserSchema.parse(await c.req.json())
  if (await c.env.auth.repo.findUserByEmail(wanted.email)) return refuseDuplicate(c)
  const id = wanted.id ?? randomUUID()
  const claims = { sub: id, email: wanted.email, email_verified: wanted.email_confirm === true, phone_verified: false }
  const user = await toColumns(wanted)
  await c.env.auth.repo.transaction(async (repository) => {
    await repository.createUser({
      id,
      email: wanted.email,
      encrypted_password: user.encrypted_password,
      raw_app_meta_data: { provider: 'email', providers: ['email'], ...wanted.app_metadata },
      raw_user_meta_data: wanted.user_metadata ?? {},
    })
    if (wanted.email_confirm) await repository.updateUser(id, { confirmed_at: new Date().toISOString() })
    await repository.createIdentity({
      id: randomUUID(),
      provider: 'email',
      provider_id: id,
      user_id: id,
      identity_data: claims,
    })
  })
  return c.json(await c.env.auth.getUser(id))
}

async function updateUser(c: Context<AdminEnv>): Promise<Response> {
  const { repo } = c.env.auth
  const id = c.req.param('id') ?? ''
  const found = await repo.findUserById(id)
  if (!found) return refuseUnknown(c)
  const changes = changesSchema.parse(await c.req.json())
  const known = repo.parseUserJson(found)
  const columns: Record<string, unknown> = await toColumns(changes)
  if (changes.app_metadata) columns.raw_app_meta_data = { ...known.raw_app_meta_data, ...changes.app_metadata }
  if (changes.user_metadata) columns.raw_user_meta_data = { ...known.raw_user_meta_data, ...changes.user_metadata }
  await repo.updateUser(id, columns)
  return c.json(await c.env.auth.getUser(id))
}

async function toColumns({ email, password, email_confirm }: z.infer<typeof changesSchema>) {
  return {
    ...(email ? { email } : {}),
    ...(password ? { encrypted_password: await bcrypt.hash(password, 10) } : {}),
    ...(email_confirm ? { confirmed_at: new Date().toISOString() } : {}),
  }
}

async function exists(c: Context<AdminEnv>): Promise<boolean> {
  const id = z.uuid().safeParse(c.req.param('id'))
  return id.success && (await c.env.auth.repo.findUserById(id.data)) !== null
}

function refuseUnknown(c: Context<AdminEnv>): Response {
  return refuse(c, 404, 'user_not_found', 'User not found')
}

function refuseDuplicate(c: Context): Response {
  return refuse(c, 422, 'email_exists', 'A user with this email address has already been registered')
}
