import { describe, expect, test } from 'vitest'
import { fillSubject, fillTemplate } from '../../local/supabase/auth-mail/fill-template.ts'

describe('a template of Auth on the local stack', () => {
  test('is filled in as Go does: percent-encoded in a query, as text elsewhere', () => {
    const html = '<p>{{ .Email }}</p><a href="{{ .SiteURL }}/auth/confirm?next={{ .RedirectTo }}">x</a>'
    const values = {
      Email: '"<b>"@example.com',
      SiteURL: 'http://localhost:3000',
      RedirectTo: 'http://localhost:3000/a?b=1&c="',
    }
    expect(fillTemplate(html, values)).toBe(
      '<p>&quot;&lt;b&gt;&quot;@example.com</p><a href="http://localhost:3000/auth/confirm?next=http%3A%2F%2Flocalhost%3A3000%2Fa%3Fb%3D1%26c%3D%22">x</a>',
    )
  })

  test('has nothing where a value is missing, and fills in once', () => {
    expect(fillTemplate('<p>{{.Nothing}}{{ .Email }}</p>', { Email: '{{ .Token }}', Token: '1' })).toBe(
      '<p>{{ .Token }}</p>',
    )
  })

  test('has a subject of one line, which is no HTML', () => {
    expect(fillSubject('Hello {{ .Email }}', { Email: 'a&b\r\nBcc: c' })).toBe('Hello a&b Bcc: c')
  })
})
