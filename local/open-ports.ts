import type { Addresses } from './addresses.ts'
import { findAnyPort, findFreePort } from './find-free-port.ts'
import { type OpenServer, openServer } from './open-server.ts'
import type { SupabaseConfig } from './supabase/read-config.ts'

const served = ['phone', 'api', 'mailbox', 'stripe', 'appStore'] as const
export type ServedPart = (typeof served)[number]

export type OpenPorts = {
  servers: Record<ServedPart, OpenServer>
  web: number
  functions: number
  database: number
  addresses: Omit<Addresses, 'database'>
}

/** Takes the ports of `supabase start` and design.md 8, or the next free ones, or (for tests) whatever is free. */
export async function openPorts(
  config: SupabaseConfig,
  kind: 'official' | 'free',
  log: (line: string) => void,
): Promise<OpenPorts> {
  const wanted = toWanted(config)
  const pick = (port: number, taken?: Set<number>) => (kind === 'free' ? findAnyPort() : findFreePort(port, taken))
  const web = await pick(wanted.web, new Set([wanted.phone]))
  const servers = {} as Record<ServedPart, OpenServer>
  for (const part of served) servers[part] = await openServer(kind === 'free' ? await findAnyPort() : wanted[part])
  const ports = {
    web,
    phone: servers.phone.port,
    api: servers.api.port,
    mailbox: servers.mailbox.port,
    stripe: servers.stripe.port,
    appStore: servers.appStore.port,
  }
  const functions = await pick(wanted.functions, new Set(Object.values(ports)))

  for (const [part, port] of Object.entries(ports)) {
    const official = wanted[part as keyof typeof wanted]
    if (kind === 'official' && port !== official) log(`Port ${official} (${part}) is taken: ${port} instead.`)
  }
  const { phone, api, mailbox, stripe, appStore } = ports
  const loopback = (port: number) => `http://127.0.0.1:${port}`
  return {
    servers,
    web,
    functions,
    database: kind === 'free' ? await findAnyPort() : wanted.database,
    addresses: {
      web: `http://localhost:${web}`,
      phone: `http://localhost:${phone}`,
      api: loopback(api),
      mailbox: loopback(mailbox),
      stripe: loopback(stripe),
      appStore: loopback(appStore),
    },
  }
}

function toWanted(config: SupabaseConfig) {
  return {
    web: 3000,
    phone: 3001,
    api: config.api.port,
    database: config.db.port,
    mailbox: config.local_smtp.port,
    functions: config.local_smtp.port + 1,
    stripe: 12111,
    appStore: 12112,
  }
}
