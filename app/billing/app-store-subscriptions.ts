/** Where Apple lets people change or end what they bought in the App Store; on an iPhone it opens the settings. */
export const appStoreSubscriptions = 'https://apps.apple.com/account/subscriptions'
