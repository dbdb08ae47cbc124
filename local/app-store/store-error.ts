/** A refusal that the caller is told about. */
export class StoreError extends Error {
  readonly code: string
  readonly status: 400 | 404 | 409

  constructor(code: string, message: string, status: 400 | 404 | 409) {
    super(message)
    this.name = 'StoreError'
    this.code = code
    this.status = status
  }
}
