/** Seals and opens stored secrets; see SecretBox's maker in this room. */
export interface SecretBox {
  /** @param owner what the value belongs to, `server/<id>/password`: a value copied elsewhere does not open. */
  seal(plain: string, owner: string): string;
  /** @throws AppError `internal` when it was tampered with, belongs to another owner, or its key is not loaded. */
  open(sealed: string, owner: string): string;
  /** Id of the key that seals now. */
  readonly keyId: string;
  /** True when a value was sealed with an older key. */
  needsReseal(sealed: string): boolean;
}
