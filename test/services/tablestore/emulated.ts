/** Tablestore on an emulator in this process, and on one behind a socket. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { layerInProcess } from "../../../src/emulator/inProcess.ts"
import * as App from "../../../src/emulator/tablestore/app.ts"
import * as Credentials from "../../../src/layers/Credentials.ts"
import * as TablestoreRetry from "../../../src/layers/tablestoreRetry.ts"
import { layerPlatform } from "../../../src/node.ts"
import { Tablestore } from "../../../src/services/Tablestore.ts"
import { emulatorLayer, serveTablestore } from "../../emulator/tablestore/fixture.ts"

const layerClient = (endpoint: string) =>
  Tablestore.layer({ endpoint, instanceName: "shop" }).pipe(
    Layer.provide([
      Credentials.layerStatic({ accessKeyId: "test", accessKeySecret: "test" }),
      TablestoreRetry.layerNoDelay
    ])
  )

/** Without sockets. */
export const emulated = layerClient("http://tablestore.test").pipe(
  Layer.provide(Layer.unwrap(Effect.map(App.make(), layerInProcess))),
  Layer.provideMerge(emulatorLayer)
)

/** Over TCP. */
export const served = Layer.unwrap(Effect.map(serveTablestore, ({ url }) => layerClient(url))).pipe(
  Layer.provide(layerPlatform),
  Layer.provideMerge(emulatorLayer)
)
