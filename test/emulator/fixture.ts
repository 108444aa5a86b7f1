/** What tests of the emulator share. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Accounts, account } from "../../src/emulator/accounts.ts"
import { Faults } from "../../src/emulator/Faults.ts"
import { layerInProcess } from "../../src/emulator/inProcess.ts"
import * as OssApp from "../../src/emulator/oss/app.ts"
import { serve } from "../../src/emulator/Server.ts"
import { Store } from "../../src/emulator/Store.ts"

export const owner = account({ ownerId: "1001", displayName: "owner", accessKeyId: "test", accessKeySecret: "test" })
export const other = account({ ownerId: "1002", displayName: "other", accessKeyId: "other", accessKeySecret: "secret" })

/** State, accounts and faults of one emulator. */
export const emulatorLayer = Layer.mergeAll(
  Store.layerMemory,
  Accounts.layer({ accounts: [owner, other] }),
  Faults.layer
)

/** The emulated OSS on a free port. */
export const serveOss = Effect.flatMap(OssApp.make(), (app) => serve(app, { port: 0 }))

/** The emulated OSS without sockets. */
export const inProcessLayer = Layer.unwrap(Effect.map(OssApp.make(), layerInProcess)).pipe(
  Layer.provideMerge(emulatorLayer)
)
