/** The vendor's client for Node drives the SQL of the emulated Tablestore over real sockets. */
import { beforeAll, describe, expect, test } from "vitest"
import { failure, ignore, long, longText, startEmulator } from "./tablestoreClient.ts"

const { client } = startEmulator()

const run = (query: string) => client().sqlQuery({ query })

const rowsOf = ({ sqlRows }: any): ReadonlyArray<ReadonlyArray<unknown>> =>
  Array.from({ length: Number(sqlRows.rowCount.toFloat64()) }, (_, row) =>
    Array.from({ length: sqlRows.columnCount }, (_, column) => {
      const value = sqlRows.get(row, column)
      return value !== null && typeof value === "object" && "toFloat64" in value
        ? (BigInt(value.high) << 32n) | BigInt(value.low >>> 0)
        : value
    })
  )

const columnsOf = ({ sqlRows }: any): ReadonlyArray<ReadonlyArray<string>> =>
  sqlRows.sqlTableMeta.schemas.map(({ name, typeName }: any) => [name, typeName])

beforeAll(async () => {
  for (const [tableName, name] of [
    ["sales", "sale"],
    ["cities", "city"]
  ]) {
    await client().createTable({
      tableMeta: { tableName, primaryKey: [{ name, type: "STRING" }] },
      reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
      tableOptions: { timeToLive: -1, maxVersions: 1 }
    })
  }
  const put = (tableName: string, primaryKey: unknown, attributeColumns: unknown) =>
    client().putRow({ tableName, condition: ignore, primaryKey: [primaryKey], attributeColumns })
  await put("sales", { sale: "s1" }, [{ town: "bern" }, { pieces: long(3) }, { price: 2.5 }])
  await put("sales", { sale: "s2" }, [{ town: "bern" }, { pieces: longText("9007199254740993") }, { price: 1 }])
  await put("sales", { sale: "s3" }, [{ town: "oslo" }, { pieces: long(-7) }])
  await put("cities", { city: "bern" }, [{ country: "CH" }])
  await run("CREATE TABLE sales (sale VARCHAR(1024) PRIMARY KEY, town MEDIUMTEXT, pieces BIGINT, price DOUBLE)")
  await run("CREATE TABLE cities (city VARCHAR(1024) PRIMARY KEY, country MEDIUMTEXT)")
})

describe("SQL of the official client", () => {
  test("computes with functions and CASE, integers exact", async () => {
    const answer = await run(
      "SELECT UPPER(sale) AS id, ABS(pieces) AS n, pieces + 1 AS more, IFNULL(price, 0) AS price, CASE WHEN pieces < 0 THEN 'back' ELSE CONCAT(town, '!') END AS what FROM sales ORDER BY id"
    )
    expect(columnsOf(answer)).toEqual([
      ["id", "STRING"],
      ["n", "LONG"],
      ["more", "LONG"],
      ["price", "DOUBLE"],
      ["what", "STRING"]
    ])
    expect(rowsOf(answer)).toEqual([
      ["S1", 3n, 4n, 2.5, "bern!"],
      ["S2", 9007199254740993n, 9007199254740994n, 1, "bern!"],
      ["S3", 7n, -6n, 0, "back"]
    ])
  })

  test("joins tables", async () => {
    expect(
      rowsOf(
        await run(
          "SELECT s.town, c.country, COUNT(*) AS n FROM sales s LEFT JOIN cities c ON s.town = c.city GROUP BY s.town, c.country ORDER BY n DESC"
        )
      )
    ).toEqual([
      ["bern", "CH", 2n],
      ["oslo", null, 1n]
    ])
    const joined = await run("SELECT sale FROM sales JOIN cities ON town = city")
    expect(rowsOf(joined)).toEqual([["s1"], ["s2"]])
    expect(joined.consumes.map(({ tableName }: any) => tableName)).toEqual(["sales", "cities"])
  })

  test("asks queries inside of queries", async () => {
    expect(rowsOf(await run("SELECT sale FROM sales WHERE town NOT IN (SELECT city FROM cities)"))).toEqual([["s3"]])
    expect(
      rowsOf(await run("SELECT MAX(n) FROM (SELECT town, COUNT(DISTINCT price) AS n FROM sales GROUP BY town) AS t"))
    ).toEqual([[2n]])
  })

  test("shows indexes", async () => {
    expect(rowsOf(await run("SHOW INDEX IN sales")).map((row) => row.slice(0, 5))).toEqual([
      ["sales", 0n, "PRIMARY", 1n, "sale"]
    ])
  })

  test("is told what is not supported", async () => {
    for (const [query, construct] of [
      ["SELECT sale FROM sales UNION SELECT city FROM cities", "UNION is not supported"],
      ["DELETE FROM sales", "DELETE is not supported"],
      ["SELECT soundex(town) FROM sales", "The function 'soundex' is not supported"]
    ] as const) {
      const { status, text } = await failure(run(query))
      expect(status).toBe(400)
      expect(text).toContain("OTSParameterInvalid")
      expect(text).toContain(construct)
    }
  })
})
