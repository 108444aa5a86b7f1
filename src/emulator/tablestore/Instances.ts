import type { Account } from "../accounts.ts"
import type { Store } from "../Store.ts"
import { Instance, type InstanceSettings } from "./engine/Instance.ts"
import { authFailed } from "./refusals.ts"

/** The instances of the emulator. */
export interface Instances {
  /** An instance for someone who calls it: made at the first call, and then of that account only. */
  readonly open: (name: string, caller: Account) => Instance
  /** An instance that was called before, for those who only look. */
  readonly known: (name: string) => Instance | undefined
}

export const makeInstances = (store: Store["Service"], settings: InstanceSettings): Instances => {
  const owners = store.table<string>("tablestore/instances")
  const opened = new Map<string, Instance>()
  return {
    known: (name) => opened.get(name),
    open: (name, { ownerId }) => {
      const owner = owners.get(name)
      if (owner === undefined) owners.set(name, ownerId)
      else if (owner !== ownerId) throw authFailed("The user has no privilege to access the instance.")
      const instance = opened.get(name) ?? new Instance(store, name, settings)
      opened.set(name, instance)
      return instance
    }
  }
}
