/** Marks the portal configuration that `npm run stripe:setup` makes, among those that the dashboard has made. */
export const portalMark = { made_by: 'tandem' } as const
