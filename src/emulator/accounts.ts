/** Who may call the emulator. */
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"

/** A key pair, permanent or temporary. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly accessKeySecret: Redacted.Redacted
  /** Makes the key a temporary one that is only valid together with this token. */
  readonly securityToken?: Redacted.Redacted | undefined
  /** When a temporary key stops being accepted, in Unix milliseconds. Never by default. */
  readonly expiresAtMillis?: number | undefined
}

/** Someone who owns buckets, vaults, tables. */
export interface Account {
  /** Id of the owner in answers, and of the payer. */
  readonly ownerId: string
  readonly displayName: string
  readonly accessKeys: ReadonlyArray<AccessKey>
}

/** The account and key that an access key id belongs to. */
export interface KnownKey {
  readonly account: Account
  readonly accessKey: AccessKey
}

export interface Options {
  readonly accounts: ReadonlyArray<Account>
  /**
   * Accepts any security token together with a permanent key, so that programs written for temporary credentials run
   * unchanged. Default `true`.
   */
  readonly allowTokens?: boolean | undefined
}

/** The accounts of an emulator, by access key id. */
export class Accounts extends Context.Service<
  Accounts,
  {
    readonly allowTokens: boolean
    readonly find: (accessKeyId: string) => KnownKey | undefined
    /** Adds an account; its keys replace keys of the same id. */
    readonly add: (account: Account) => void
    /** Makes a key unknown; `false` when it was unknown already. */
    readonly removeKey: (accessKeyId: string) => boolean
  }
>()("effect-cloud-storage/emulator/Accounts") {
  static readonly layer = (options: Options): Layer.Layer<Accounts> => Layer.sync(Accounts, () => make(options))
}

/**
 * An account with one permanent key.
 *
 * @example account({ ownerId: "1001", accessKeyId: "test", accessKeySecret: "test" })
 */
export const account = (options: {
  readonly ownerId: string
  readonly displayName?: string | undefined
  readonly accessKeyId: string
  readonly accessKeySecret: string
}): Account => ({
  ownerId: options.ownerId,
  displayName: options.displayName ?? options.ownerId,
  accessKeys: [
    {
      accessKeyId: options.accessKeyId,
      accessKeySecret: Redacted.make(options.accessKeySecret, { label: "accessKeySecret" })
    }
  ]
})

/** Accounts for use without layers. */
export const make = ({ accounts, allowTokens = true }: Options): Accounts["Service"] => {
  const keys = new Map<string, KnownKey>()
  const add = (account: Account): void => {
    for (const accessKey of account.accessKeys) keys.set(accessKey.accessKeyId, { account, accessKey })
  }
  accounts.forEach(add)
  return { allowTokens, find: (id) => keys.get(id), add, removeKey: (id) => keys.delete(id) }
}
