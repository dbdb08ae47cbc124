export type LockPackage = {
  version?: string
  optionalDependencies?: Record<string, string>
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
}
export type LockFile = { packages: Record<string, LockPackage> }
export type MissingPackage = { wantedBy: string; name: string; range: string }

/** The optional packages that some package names and the lock has no entry for: with any, `npm ci` refuses the lock. */
export function findMissingPackages({ packages }: LockFile): MissingPackage[] {
  return Object.entries(packages).flatMap(([wantedBy, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isResolved(packages, wantedBy, name))
      .map(([name, range]) => ({ wantedBy, name, range })),
  )
}

/** Node's own way of looking: the nearest node_modules first, then each one above it. */
function isResolved(packages: LockFile['packages'], from: string, name: string): boolean {
  for (let at = from; ; at = toParent(at)) {
    if (packages[at ? `${at}/node_modules/${name}` : `node_modules/${name}`]) return true
    if (!at) return false
  }
}

function toParent(at: string): string {
  const end = at.lastIndexOf('/node_modules/')
  return end === -1 ? '' : at.slice(0, end)
}
