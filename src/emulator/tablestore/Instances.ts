import type { Account } from "../accounts.ts"
import type { Store } from "../Store.ts"
import { Instance } from "./engine/Instance.ts"
import { authFailed } from "./faults.ts"

/** The instances of the emulator. */
export interface Instances {
  /** An instance for someone who calls it: made at the first call, and then of that account only. */
  readonly open: (name: string, caller: Account) => Instance
}

export const makeInstances = (store: Store["Service"], readyAfterMillis: number): Instances => {
  const owners = store.table<string>("tablestore/instances")
  const opened = new Map<string, Instance>()
  return {
    open: (name, { ownerId }) => {
      const owner = owners.get(name)
      if (owner === undefined) owners.set(name, ownerId)
      else if (owner !== ownerId) throw authFailed("The user has no privilege to access the instance.")
      const instance = opened.get(name) ?? new Instance(store, name, readyAfterMillis)
      opened.set(name, instance)
      return instance
    }
  }
}
