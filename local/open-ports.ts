import type { Addresses } from './addresses.ts'
import { findAnyPort, findFreePort } from './find-free-port.ts'
import { type OpenServer, openServer } from './open-server.ts'
import type { SupabaseConfig } from './supabase/read-config.ts'

const served = ['phone', 'api', 'mailbox', 'stripe', 'appStore', 'identity'] as const
export type ServedPart = (typeof served)[number]

export type OpenPorts = {
  servers: Record<ServedPart, OpenServer>
  web: number
  functions: number
  database: number
  addresses: OpenAddresses
}

type OpenAddresses = Omit<Addresses, 'database' | 'identity'> & { identity: string }

/** Takes the ports of `supabase start` and design.md 8, or the next free ones, or (for tests) whatever is free. */
export async function openPorts(
  config: SupabaseConfig,
  kind: 'official' | 'free',
  log: (line: string) => void,
): Promise<OpenPorts> {
  const wanted = kind === 'official' ? listOfficialPorts(config) : await pickFreePorts()
  // Whoever moves must not take the place of another part.
  const avoid = new Set(Object.values(wanted))
  const web = await findFreePort(wanted.web, avoid)
  const functions = await findFreePort(wanted.functions, avoid)
  const servers = {} as Record<ServedPart, OpenServer>
  for (const part of served) servers[part] = await openServer(wanted[part], { avoid })

  const addresses = toAddresses(web, servers)
  for (const [part, address] of Object.entries(addresses)) {
    const port = wanted[part as keyof typeof wanted]
    if (Number(new URL(address).port) !== port) log(`Port ${port} is taken: ${part} is at ${address} instead.`)
  }
  return { servers, web, functions, database: wanted.database, addresses }
}

function toAddresses(web: number, servers: Record<ServedPart, OpenServer>): OpenAddresses {
  const loopback = (part: ServedPart) => `http://127.0.0.1:${servers[part].port}`
  return {
    web: `http://localhost:${web}`,
    phone: `http://localhost:${servers.phone.port}`,
    api: loopback('api'),
    mailbox: loopback('mailbox'),
    stripe: loopback('stripe'),
    appStore: loopback('appStore'),
    identity: loopback('identity'),
  }
}

type Ports = Record<ServedPart | 'web' | 'functions' | 'database', number>

function listOfficialPorts(config: SupabaseConfig): Ports {
  const mailbox = config.local_smtp.port
  const simulators = { stripe: 12111, appStore: 12112, identity: 12113 }
  return {
    web: 3000,
    phone: 3001,
    api: config.api.port,
    database: config.db.port,
    mailbox,
    functions: mailbox + 1,
    ...simulators,
  }
}

async function pickFreePorts(): Promise<Ports> {
  const parts = [...served, 'web', 'functions', 'database'] as const
  return Object.fromEntries(await Promise.all(parts.map(async (part) => [part, await findAnyPort()]))) as Ports
}
