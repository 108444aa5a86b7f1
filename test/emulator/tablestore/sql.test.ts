/** SQL over a table. */
import { beforeEach, describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { mappingOf, sqlValueOf } from "../../../src/emulator/tablestore/sql/mappings.ts"
import { runSelect } from "../../../src/emulator/tablestore/sql/selects.ts"
import { parseStatement } from "../../../src/emulator/tablestore/sql/statementParser.ts"
import { sqlQuery } from "../../../src/emulator/tablestore/sql/statements.ts"
import { SQLStatementType } from "../../../src/schema/tablestore/generated/tableStore.ts"
import * as Row from "../../../src/schema/tablestore/rowValue.ts"
import { faultOf, key, makeInstance, makeTable, put, start } from "./engine.ts"

let instance: Instance

const run = (query: string) => sqlQuery(instance, { query }, start)

beforeEach(() => {
  instance = makeInstance()
  makeTable(instance)
  run(
    "CREATE TABLE t (p VARCHAR(1024), i BIGINT, n BIGINT, d DOUBLE, s MEDIUMTEXT, b BOOL, x VARBINARY(10), PRIMARY KEY (p, i))"
  )
  put(instance, key("a", 1), [
    Row.put("n", 1n),
    Row.put("d", 0.5),
    Row.put("s", "Äpfel"),
    Row.put("b", true),
    Row.put("x", Uint8Array.of(1, 2))
  ])
  put(instance, key("a", 2), [Row.put("n", 5n), Row.put("s", "50%"), Row.put("b", false)])
  put(instance, key("b", 1), [Row.put("n", 5n), Row.put("d", 2)])
  // A value of another type than the mapping says is null.
  put(instance, key("b", 2), [Row.put("n", "five"), Row.put("s", "it's")])
})

/** Rows of a SELECT. */
const select = (query: string) => {
  const statement = parseStatement(query)
  if (statement._tag !== "Select") throw new Error("not a SELECT")
  const { mapping, table } = mappingOf(instance, statement.table)
  const rows = [...instance.rows(table).scan()].map(([, row]) =>
    mapping.columns.map((column) => sqlValueOf(row, column))
  )
  return runSelect(statement, mapping.columns, rows)
}

test.each<[string, ReadonlyArray<ReadonlyArray<unknown>>]>([
  [
    "SELECT p, i FROM t",
    [
      ["a", 1n],
      ["a", 2n],
      ["b", 1n],
      ["b", 2n]
    ]
  ],
  ["select `n` from `t` where p = 'b'", [[5n], [null]]],
  ["SELECT i FROM t WHERE n = 5 AND p <> 'a'", [[1n]]],
  ["SELECT i FROM t WHERE n > 1 OR s = 'it''s'", [[2n], [1n], [2n]]],
  ["SELECT i FROM t WHERE NOT n = 5", [[1n]]],
  ["SELECT p, i FROM t WHERE n IS NULL", [["b", 2n]]],
  ["SELECT p, i FROM t WHERE n IS NOT NULL AND d IS NULL", [["a", 2n]]],
  ["SELECT i FROM t WHERE n IN (1, 7)", [[1n]]],
  ["SELECT i FROM t WHERE n NOT IN (1, 7)", [[2n], [1n]]],
  ["SELECT i FROM t WHERE n NOT IN (1, NULL)", []],
  ["SELECT i FROM t WHERE n BETWEEN 2 AND 5", [[2n], [1n]]],
  ["SELECT i FROM t WHERE n NOT BETWEEN 2 AND 5", [[1n]]],
  ["SELECT s FROM t WHERE s LIKE '_pfel'", [["Äpfel"]]],
  ["SELECT s FROM t WHERE s LIKE '%\\%'", [["50%"]]],
  ["SELECT s FROM t WHERE s NOT LIKE '%f%'", [["50%"], ["it's"]]],
  ["SELECT n + 1, n - 1, n * 2, n / 2, n % 2, -n FROM t WHERE i = 1 AND p = 'b'", [[6n, 4n, 10n, 2.5, 1n, -5n]]],
  ["SELECT n / 0 FROM t LIMIT 1", [[null]]],
  ["SELECT 1 + 2 * 3, (1 + 2) * 3 FROM t LIMIT 1", [[7n, 9n]]],
  [
    "SELECT p, i FROM t ORDER BY n DESC, i DESC",
    [
      ["a", 2n],
      ["b", 1n],
      ["a", 1n],
      ["b", 2n]
    ]
  ],
  [
    "SELECT p, i AS k FROM t ORDER BY k, 1 DESC",
    [
      ["b", 1n],
      ["a", 1n],
      ["b", 2n],
      ["a", 2n]
    ]
  ],
  ["SELECT i FROM t ORDER BY p DESC, i LIMIT 2", [[1n], [2n]]],
  [
    "SELECT p, i FROM t LIMIT 2 OFFSET 1",
    [
      ["a", 2n],
      ["b", 1n]
    ]
  ],
  ["SELECT p, i FROM t LIMIT 3, 5", [["b", 2n]]],
  ["SELECT DISTINCT p FROM t", [["a"], ["b"]]],
  [
    "SELECT COUNT(*), COUNT(n), COUNT(DISTINCT n), SUM(n), AVG(n), MIN(n), MAX(n) FROM t",
    [[4n, 3n, 2n, 11n, 11 / 3, 1n, 5n]]
  ],
  ["SELECT SUM(d), MAX(s), MIN(d) FROM t", [[2.5, "Äpfel", 0.5]]],
  ["SELECT COUNT(*), SUM(n), MAX(n) FROM t WHERE p = 'none'", [[0n, null, null]]],
  [
    "SELECT p, COUNT(*) c FROM t GROUP BY p ORDER BY c DESC, p DESC",
    [
      ["b", 2n],
      ["a", 2n]
    ]
  ],
  ["SELECT n, COUNT(*) FROM t GROUP BY n HAVING COUNT(*) > 1", [[5n, 2n]]],
  ["SELECT n FROM t WHERE n = 99 GROUP BY n", []],
  ["SELECT b, x FROM t WHERE b = TRUE -- comment\n", [[true, Uint8Array.of(1, 2)]]],
  ["SELECT i FROM t WHERE x = X'0102' /* comment */", [[1n]]],
  ["SELECT I FROM t WHERE P = 'b' AND i = 2;", [[2n]]]
])("%s", (query, expected) => {
  expect(select(query).rows).toEqual(expected)
})

test("columns have the names and types of their expressions", () => {
  expect(select("SELECT p, n * 1.5, COUNT(*) FROM t GROUP BY p, n").columns).toEqual([
    { name: "p", type: "VARCHAR" },
    { name: "n * 1.5", type: "DOUBLE" },
    { name: "COUNT(*)", type: "BIGINT" }
  ])
})

describe("statements", () => {
  test("answer with their type", () => {
    expect(run("SELECT p FROM t").type).toBe(SQLStatementType.SQL_SELECT)
    expect(run("SHOW TABLES").type).toBe(SQLStatementType.SQL_SHOW_TABLE)
    expect(run("DESC t").type).toBe(SQLStatementType.SQL_DESCRIBE_TABLE)
    expect(run("ALTER TABLE t ADD COLUMN more DOUBLE").type).toBe(SQLStatementType.SQL_ALTER_TABLE)
    expect(select("SELECT more FROM t LIMIT 1").rows).toEqual([[null]])
    expect(run("ALTER TABLE t DROP COLUMN more").type).toBe(SQLStatementType.SQL_ALTER_TABLE)
    expect(run("DROP MAPPING TABLE t").type).toBe(SQLStatementType.SQL_DROP_TABLE)
  })

  test("see the key of a table without mapping", () => {
    run("DROP MAPPING TABLE t")
    expect(select("SELECT * FROM t LIMIT 1").rows).toEqual([["a", 1n]])
  })

  test.each([
    "SELECT",
    "SELECT * FROM",
    "SELECT p FROM t WHERE",
    "SELECT p FROM t WHERE n = 'open",
    "SELECT p FROM t extra words",
    "SELECT unknown FROM t",
    "SELECT sqrt(n) FROM t",
    "SELECT p FROM t WHERE COUNT(*) > 1",
    "SELECT p FROM nothing",
    "DROP TABLE t",
    "CREATE TABLE u (p BIGINT)",
    "CREATE TABLE t (p BIGINT)",
    "INSERT INTO t VALUES (1)"
  ])("that make no sense are refused: %s", (query) => {
    expect(faultOf(() => run(query))?.code).toMatch(/^OTS(ParameterInvalid|ObjectAlreadyExist)$/)
  })
})
