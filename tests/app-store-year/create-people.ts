import type { Sql } from 'postgres'
import type { Random } from './create-random.ts'
import type { Person } from './world.ts'

/** As many Apple Accounts, and whoever of our users is signed in on their phones. */
export async function createPeople(sql: Sql, count: number, random: Random): Promise<Person[]> {
  const people: Person[] = []
  for (let index = 0; index < count; index += 1) people.push(createPerson(index, random, people))
  const ids = new Set(people.flatMap(({ userId, guestId }) => (guestId ? [userId, guestId] : [userId])))
  const users = [...ids].map((id) => ({ id, email: `${id}@example.com` }))
  for (let from = 0; from < users.length; from += 1000)
    await sql`insert into auth.users ${sql(users.slice(from, from + 1000))}`
  return people
}

function createPerson(index: number, random: Random, people: readonly Person[]): Person {
  // Some have two Apple Accounts and are one user of ours; some lend their phone to somebody with an account of their own.
  const other = people.length > 0 && random.percent(3) ? random.pick(people) : null
  return {
    account: `person ${index}`,
    userId: other?.userId ?? random.uuid(),
    guestId: random.percent(5) ? random.uuid() : null,
    hasApp: random.percent(97),
    // Half of them are there from the beginning.
    arrivesOn: random.percent(50) ? random.below(30) : random.below(360),
  }
}
