/** What tests of the emulated Tablestore share. */
import * as Effect from "effect/Effect"
import { serve } from "../../../src/emulator/Server.ts"
import * as App from "../../../src/emulator/tablestore/app.ts"

export { emulatorLayer, other, owner } from "../fixture.ts"

/** The emulated Tablestore on a free port. */
export const serveTablestore = Effect.flatMap(App.make(), (app) => serve(app, { port: 0 }))
