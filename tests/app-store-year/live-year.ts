import type { Courier } from './create-courier.ts'
import type { Random } from './create-random.ts'
import { FIRST_BUYS, HABITS } from './habits.ts'
import type { Act, Person, World } from './world.ts'

export const DAYS = 365
const DAY_MS = 86_400_000

type Errand = { person: Person; name: string; act: Act }
export type LifeOptions = {
  world: Omit<World, 'plan' | 'day'>
  courier: Courier
  /** Moves the clock of everything, and lets the App Store do what has become due. */
  moveTo: (at: Date) => Promise<void>
  startsAt: Date
}

/** Lets everybody live through the year. Gives back how often each thing came to pass, and how often it was tried. */
export async function liveYear({ world: parts, courier, moveTo, startsAt }: LifeOptions) {
  const agenda = new Map<number, Errand[]>()
  const tally = new Map<string, { tried: number; done: number }>()
  const world: World = {
    ...parts,
    day: 0,
    plan: (person, inDays, name, act) => put(agenda, world.day + inDays, { person, name, act }),
  }
  for (const person of world.people) put(agenda, person.arrivesOn, firstErrand(person, world.random))

  for (; world.day < DAYS; world.day += 1) {
    const midnight = startsAt.getTime() + world.day * DAY_MS
    for (const { at, errand } of listErrands(world, agenda, midnight)) {
      await moveTo(new Date(at))
      await run(world, errand, tally)
    }
    agenda.delete(world.day)
    await moveTo(new Date(midnight + DAY_MS - 1))
    await courier.deliverDay()
    await world.server.settle()
  }
  return Object.fromEntries([...tally].sort())
}

/** The day's plans and whims, each at some moment of it. */
function listErrands(world: World, agenda: Map<number, Errand[]>, midnight: number): { at: number; errand: Errand }[] {
  const { random, people, day } = world
  const planned = agenda.get(day) ?? []
  const whims = people
    .filter(({ arrivesOn }) => arrivesOn < day)
    .flatMap((person) =>
      HABITS.filter(({ timesAYear }) => random.percent((100 * timesAYear) / DAYS)).map((habit) => ({
        ...habit,
        person,
      })),
    )
  return [...planned, ...whims]
    .map((errand) => ({ at: midnight + random.below(DAY_MS - 1), errand }))
    .sort((one, other) => one.at - other.at)
}

async function run(
  world: World,
  { person, name, act }: Errand,
  tally: Map<string, { tried: number; done: number }>,
): Promise<void> {
  const count = tally.get(name) ?? { tried: 0, done: 0 }
  tally.set(name, count)
  count.tried += 1
  if (await act(world, person)) count.done += 1
  // What the server does after its answer is done before somebody else's day goes on.
  await world.server.settle()
}

function firstErrand(person: Person, random: Random): Errand {
  const drawn = random.below(100)
  let share = 0
  const way = FIRST_BUYS.find(({ percent }) => {
    share += percent
    return drawn < share
  })
  if (!way) throw new Error('The ways to begin do not add up to a hundred')
  return { person, name: way.name, act: way.act }
}

function put(agenda: Map<number, Errand[]>, day: number, errand: Errand): void {
  const errands = agenda.get(day)
  if (errands) errands.push(errand)
  else agenda.set(day, [errand])
}
