import { createContext, useContext } from 'react'

const Nonce = createContext('')

/** Given by the server to each page; the browser hides it from scripts, so that there it is empty. */
export const NonceProvider = Nonce.Provider

/** What a `<script>` or `<style>` of this page must carry, or the browser does not run it. */
export function useNonce(): string {
  return useContext(Nonce)
}
