import { useNavigation } from '@remix-run/react'

/** A thin bar while the next page loads. Decoration: the pressed button says the same in words. */
export function NavigationProgress() {
  const { state } = useNavigation()
  if (state === 'idle') return null
  return (
    <div aria-hidden className="fixed inset-x-0 top-0 z-30 h-0.5 overflow-hidden">
      <div className="h-full w-2/5 motion-safe:animate-[slide_1.1s_ease-in-out_infinite] bg-brand" />
    </div>
  )
}
