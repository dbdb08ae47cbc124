import { readEnv } from '#app/read-env.server.ts'

/** Parsed when the server boots: a missing variable stops it there, not in front of a visitor. */
export const env = readEnv(process.env)
