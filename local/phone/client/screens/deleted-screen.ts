import type { Phone, Screen } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { brand } from './brand.ts'
import { appleCard } from './delete-screen.ts'
import { signInScreen } from './sign-in-screen.ts'

/** The last thing that somebody sees who leaves. */
export function deletedScreen(phone: Phone, paysApple: boolean): Screen {
  return {
    heading: 'Your account is deleted',
    tab: null,
    content: [
      brand(),
      element(
        'p',
        { class: 'lead' },
        'We have kept what the law asks for about payments, and nothing that says who you are.',
      ),
      ...(paysApple ? [appleCard(phone)] : []),
      actionButton('Done', 'plain', () => phone.open(signInScreen(phone))),
    ],
  }
}
