/** Signing keys that are derived from a secret for a day: the same for all requests of a key on that day. */

/** What a key is derived from, besides the secret. */
export interface DerivedKeyScope {
  readonly secret: string
  /** `YYYYMMDD`. */
  readonly day: string
  readonly region: string
  readonly product: string
}

// Secrets of a few accounts, for a few days and regions: requests may name any region, and must not fill the memory.
const keptKeys = 256

/** Derives keys once and keeps the latest of them. */
export class DerivedKeys<Key> {
  private readonly kept = new Map<string, Key>()
  private readonly derive: (scope: DerivedKeyScope) => Key

  constructor(derive: (scope: DerivedKeyScope) => Key) {
    this.derive = derive
  }

  get(scope: DerivedKeyScope): Key {
    const name = JSON.stringify([scope.secret, scope.day, scope.region, scope.product])
    const known = this.kept.get(name)
    if (known !== undefined) {
      // The latest used stays longest.
      this.kept.delete(name)
      this.kept.set(name, known)
      return known
    }
    const key = this.derive(scope)
    this.kept.set(name, key)
    if (this.kept.size > keptKeys) this.kept.delete(this.kept.keys().next().value!)
    return key
  }
}
