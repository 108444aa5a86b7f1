/**
 * The rarer calls of Tablestore, through our client: each is proven by what it leaves behind. The implementation's
 * instance is called `test`.
 */
import { layer as withLayer } from "@effect/vitest"
import type { Layer } from "effect"
import type { Tablestore } from "../../src/index.ts"
import { deliveryBehaviours } from "./tablestoreRare/deliveries.ts"
import { globalTableBehaviours } from "./tablestoreRare/globalTables.ts"
import { seriesBehaviours } from "./tablestoreRare/series.ts"
import { seriesCopyBehaviours } from "./tablestoreRare/seriesCopies.ts"
import { tunnelBehaviours } from "./tablestoreRare/tunnels.ts"

/** Registers the behaviours for an implementation. */
export const tablestoreRareSuite = <E>(name: string, implementation: Layer.Layer<Tablestore, E>): void => {
  withLayer(implementation, { excludeTestServices: true })(`Tablestore's rarer calls, ${name}`, (it) => {
    seriesBehaviours(it)
    seriesCopyBehaviours(it)
    tunnelBehaviours(it)
    deliveryBehaviours(it)
    globalTableBehaviours(it)
  })
}
