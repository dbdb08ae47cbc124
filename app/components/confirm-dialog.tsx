import * as AlertDialog from 'radix-ui/alert-dialog'
import type { ReactNode } from 'react'

type ConfirmDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  trigger: ReactNode
  title: string
  description: string
  /** What may be said before going ahead, between the description and the buttons. */
  details?: ReactNode
  keep: ReactNode
  children: ReactNode
}

/** Asks before something that cannot simply be undone. `keep` closes it; `children` is the form, or the button, that goes ahead. */
export function ConfirmDialog({ open, onOpenChange, trigger, title, description, ...parts }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 bg-scrim motion-safe:animate-[appear_150ms_ease-out]" />
        <AlertDialog.Content className="fixed inset-x-4 bottom-4 mx-auto max-h-[calc(100dvh-2rem)] max-w-lg overflow-y-auto rounded-card border border-line bg-surface p-6 shadow-lift motion-safe:animate-[appear_200ms_ease-out] sm:inset-y-0 sm:my-auto sm:h-fit">
          <AlertDialog.Title className="font-display text-heading font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-muted">{description}</AlertDialog.Description>
          {parts.details}
          <div className="mt-6 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
            <AlertDialog.Cancel asChild>{parts.keep}</AlertDialog.Cancel>
            {parts.children}
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
