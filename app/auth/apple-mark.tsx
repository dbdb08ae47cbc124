/** In the colour of the text around it, as Apple's rules want it: https://developer.apple.com/design/human-interface-guidelines/sign-in-with-apple */
export function AppleMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" fill="currentColor" className="-mt-0.5 size-5 shrink-0">
      <path d="M12.1 7c-.9 0-2.4-1.1-3.9-1-2 0-3.9 1.2-5 3-2.1 3.7-.5 9.1 1.5 12.1 1 1.4 2.2 3.1 3.8 3 1.5-.1 2.1-1 3.9-1s2.4 1 4 .9c1.6 0 2.7-1.4 3.7-2.9 1.1-1.7 1.6-3.3 1.6-3.4 0 0-3.2-1.2-3.2-4.9 0-3 2.5-4.4 2.6-4.5-1.4-2.1-3.6-2.3-4.4-2.4-2-.1-3.7 1.1-4.6 1.1Zm3.4-3.1c.8-1 1.4-2.4 1.2-3.9-1.2.1-2.6.8-3.5 1.9-.8.8-1.4 2.3-1.2 3.6 1.3.1 2.7-.6 3.5-1.6Z" />
    </svg>
  )
}
