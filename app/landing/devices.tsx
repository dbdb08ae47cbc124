import { Check } from 'lucide-react'

type DeviceProps = { isPaidHere: boolean }

/** The website in the picture; it shows the price where the membership is paid. */
export function DeviceScreen({ isPaidHere }: DeviceProps) {
  return (
    <div className="overflow-hidden rounded-control border border-line-strong bg-paper">
      <div aria-hidden className="flex gap-1.5 border-b border-line px-3 py-2.5">
        <span className="size-2 rounded-full bg-line-strong" />
        <span className="size-2 rounded-full bg-line-strong" />
        <span className="size-2 rounded-full bg-line-strong" />
      </div>
      <DeviceContent name="Website" isPaidHere={isPaidHere} price="S$15.90 by card" />
    </div>
  )
}

/** The iPhone in the picture. */
export function DevicePhone({ isPaidHere }: DeviceProps) {
  return (
    <div className="w-32 overflow-hidden rounded-[1.4rem] border-2 border-line-strong bg-paper sm:w-36">
      <div aria-hidden className="mx-auto mt-2 h-1.5 w-10 rounded-full bg-line-strong" />
      <DeviceContent name="iPhone" isPaidHere={isPaidHere} price="S$15.90 by Apple" />
    </div>
  )
}

function DeviceContent({ name, isPaidHere, price }: DeviceProps & { name: string; price: string }) {
  return (
    <div className="p-3.5 sm:p-4">
      <p className="text-xs text-muted">{name}</p>
      <p className="mt-1 flex items-center gap-1.5 font-display font-semibold">
        Premium <Check aria-hidden className="size-4 text-brand" />
      </p>
      <div aria-hidden className="mt-3 space-y-2">
        <span className="block h-1.5 rounded-full bg-line" />
        <span className="block h-1.5 w-5/6 rounded-full bg-line" />
        <span className="block h-1.5 w-2/3 rounded-full bg-line" />
      </div>
      <p
        className={`mt-4 rounded-md px-2 py-1 text-center text-xs font-semibold transition-colors ${isPaidHere ? 'bg-accent text-[#1b2420]' : 'bg-sunken text-muted'}`}
      >
        {isPaidHere ? price : 'nothing to pay'}
      </p>
    </div>
  )
}
