/** What the emulator's document tells users of the vendors' clients for JavaScript to write, is run as it stands there. */
import { readFile } from "node:fs/promises"
import { runInThisContext } from "node:vm"
import OSS from "ali-oss"
import { Effect, Exit, Layer, Scope } from "effect"
import TableStore from "tablestore"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { emulatorLayer, serveOss } from "../emulator/fixture.ts"
import { serveTablestore } from "../emulator/tablestore/fixture.ts"

const scope = Effect.runSync(Scope.make())
const ports = { oss: 0, tablestore: 0 }
let document = ""

beforeAll(async () => {
  document = await readFile(new URL("../../docs/emulator.md", import.meta.url), "utf8")
  const serving = Effect.gen(function* () {
    return { oss: (yield* serveOss).port, tablestore: (yield* serveTablestore).port }
  })
  const services = await Effect.runPromise(Layer.buildWithScope(emulatorLayer, scope))
  Object.assign(ports, await serving.pipe(Effect.provide(services), Scope.provide(scope), Effect.runPromise))
})

afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

/** The client that a piece of the document makes, of the emulator that is served here. */
const clientOf = (module: string): any => {
  const pieces = [...document.matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1]!)
  const piece = pieces.find((text) => text.includes(`from "${module}"`))!
  const body = piece
    .replace(/^import .*$/gm, "")
    .replace(":4560", `:${ports.oss}`)
    .replace(":4561", `:${ports.tablestore}`)
  return runInThisContext(`(OSS, TableStore) => {${body}; return client}`)(OSS, TableStore)
}

describe("the document of the emulator", () => {
  it("makes a client of ali-oss that stores, and signs URLs that work", async () => {
    const client = clientOf("ali-oss")
    await client.putBucket("photos")
    await client.put("a b.txt", Buffer.from("hello"))
    expect(String((await client.get("a b.txt")).content)).toBe("hello")
    expect(await (await fetch(client.signatureUrl("a b.txt"))).text()).toBe("hello")
    expect(await (await fetch(await client.signatureUrlV4("GET", 60, {}, "a b.txt"))).text()).toBe("hello")
  })

  it("makes a client of tablestore that makes tables", async () => {
    const client = clientOf("tablestore")
    await client.createTable({
      tableMeta: { tableName: "t", primaryKey: [{ name: "id", type: TableStore.PrimaryKeyType.STRING }] },
      reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
      tableOptions: { timeToLive: -1, maxVersions: 1 }
    })
    expect((await client.listTable({})).tableNames).toEqual(["t"])
  })
})
