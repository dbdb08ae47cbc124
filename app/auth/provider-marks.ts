import type { Provider } from '#app/auth/providers.ts'

type Mark = { viewBox: string; paths: { fill: string; d: string }[] }

/**
 * Apple's in the colour of the text around it, Google's always in its four, as their rules want it:
 * https://developer.apple.com/design/human-interface-guidelines/sign-in-with-apple,
 * https://developers.google.com/identity/branding-guidelines
 */
export const providerMarks: Record<Provider, Mark> = {
  apple: {
    viewBox: '0 0 24 24',
    paths: [
      {
        fill: 'currentColor',
        d: 'M12.1 7c-.9 0-2.4-1.1-3.9-1-2 0-3.9 1.2-5 3-2.1 3.7-.5 9.1 1.5 12.1 1 1.4 2.2 3.1 3.8 3 1.5-.1 2.1-1 3.9-1s2.4 1 4 .9c1.6 0 2.7-1.4 3.7-2.9 1.1-1.7 1.6-3.3 1.6-3.4 0 0-3.2-1.2-3.2-4.9 0-3 2.5-4.4 2.6-4.5-1.4-2.1-3.6-2.3-4.4-2.4-2-.1-3.7 1.1-4.6 1.1Zm3.4-3.1c.8-1 1.4-2.4 1.2-3.9-1.2.1-2.6.8-3.5 1.9-.8.8-1.4 2.3-1.2 3.6 1.3.1 2.7-.6 3.5-1.6Z',
      },
    ],
  },
  google: {
    viewBox: '0 0 48 48',
    paths: [
      {
        fill: '#ea4335',
        d: 'M24 9.5c3.5 0 6.7 1.2 9.2 3.6l6.9-6.9C35.9 2.4 30.5 0 24 0 14.6 0 6.5 5.4 2.6 13.2l8 6.2C12.4 13.7 17.7 9.5 24 9.5Z',
      },
      {
        fill: '#4285f4',
        d: 'M47 24.6c0-1.6-.2-3.1-.4-4.6H24v9h12.9c-.5 3-2.2 5.5-4.7 7.2l7.7 6C44.4 38 47 31.8 47 24.6Z',
      },
      {
        fill: '#fbbc05',
        d: 'M10.5 28.6c-.5-1.5-.8-3-.8-4.6s.3-3.1.8-4.6l-8-6.2C.9 16.5 0 20.1 0 24s.9 7.5 2.6 10.8l7.9-6.2Z',
      },
      {
        fill: '#34a853',
        d: 'M24 48c6.5 0 11.9-2.1 15.9-5.8l-7.7-6c-2.2 1.4-4.9 2.3-8.2 2.3-6.3 0-11.6-4.2-13.5-9.9l-8 6.2C6.5 42.6 14.6 48 24 48Z',
      },
    ],
  },
}
