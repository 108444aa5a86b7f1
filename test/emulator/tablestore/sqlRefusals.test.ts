/** What SQL refuses, and the limits up to which it does not. */
import { assert, describe, layer } from "@effect/vitest"
import { Effect } from "effect"
import { onTables, rowsOf, sql } from "./sqlTables.ts"

const refusal = (query: string) => Effect.map(Effect.flip(sql(query)), ({ reason }) => reason)

const refused: ReadonlyArray<readonly [query: string, message: string]> = [
  ["SELECT", "the statement is not complete"],
  ["SELECT * FROM", "the statement is not complete"],
  ["SELECT p FROM t WHERE n = 'open", "near ''open'"],
  ["SELECT p FROM t extra words", "near 'words'"],
  ["SELECT *", "No tables used"],
  ["SELECT unknown FROM t", "Unknown column 'unknown'"],
  ["SELECT p FROM t WHERE t.unknown = 1 AND 1 = 0", "Unknown column 't.unknown'"],
  ["SELECT p FROM t WHERE i = 0 ORDER BY unknown", "Unknown column 'unknown'"],
  ["SELECT p FROM t ORDER BY 2", "Unknown column '2'"],
  ["SELECT u.* FROM t", "Unknown table 'u'"],
  ["SELECT soundex(s) FROM t", "The function 'soundex' is not supported"],
  ["SELECT LOWER(s, s) FROM t", "Incorrect parameter count in the call to native function 'LOWER'"],
  ["SELECT p FROM t WHERE COUNT(*) > 1", "Invalid use of group function"],
  ["SELECT p FROM t WHERE i = 0 AND COUNT(*) > 1 AND 1 = 0", "Invalid use of group function"],
  ["SELECT p FROM (SELECT p FROM t WHERE 1 = 0) s WHERE COUNT(*) > 1", "Invalid use of group function"],
  ["SELECT COUNT(*) AS c FROM t GROUP BY c", "Invalid use of group function"],
  ["SELECT 1 FROM t JOIN names ON COUNT(*) = 1", "Invalid use of group function"],
  ["SELECT SUM(COUNT(*)) FROM t", "Invalid use of group function"],
  ["SELECT COUNT(DISTINCT p, i) FROM t", "COUNT(DISTINCT ...) of several expressions is not supported"],
  ["SELECT p FROM t WHERE (p, i) IN (('a', 1))", "Several values in parentheses are not supported"],
  ["SELECT 12abc", "near '12abc'"],
  ["SELECT X'123'", "near ''123''"],
  ["SELECT 9223372036854775807 + 1", "BIGINT value is out of range"],
  ["SELECT ABS(-9223372036854775808)", "BIGINT value is out of range"],
  ["SELECT 1e308 * 10", "DOUBLE value is out of range"],
  ["SELECT 1e400", "DOUBLE value is out of range"],
  ["SELECT REPEAT('abc', 1000000000)", "is too long"],
  ["SELECT CONCAT(REPEAT('a', 2000000), REPEAT('a', 2000000))", "is too long"],
  ["SELECT CONCAT_WS(REPEAT('a', 2000000), 1, 2)", "is too long"],
  ["SELECT REPLACE(REPEAT('a', 2000000), 'a', REPEAT('b', 2000000))", "is too long"],
  ["SELECT p FROM nothing", "nothing' doesn't exist"],
  ["SELECT p FROM t a JOIN t b ON a.i = b.i", "Column 'p' in field list is ambiguous"],
  ["SELECT 1 FROM t JOIN t ON 1 = 1", "Not unique table/alias: 't'"],
  ["SELECT 1 FROM t LEFT JOIN names WHERE i = 1", "near 'WHERE i = 1'"],
  ["SELECT 1 FROM t JOIN names USING (p)", "USING is not supported"],
  ["SELECT 1 FROM t FULL JOIN names ON p = code", "FULL JOIN is not supported"],
  ["SELECT 1 FROM t NATURAL JOIN names", "NATURAL is not supported"],
  ["SELECT p FROM (SELECT p FROM t)", "Every derived table must have its own alias"],
  ["SELECT p FROM t WHERE p IN (SELECT p, i FROM t)", "Operand should contain 1 column"],
  ["SELECT (SELECT p FROM t)", "Subquery returns more than 1 row"],
  [
    "SELECT p FROM t WHERE EXISTS (SELECT 1 FROM names WHERE code = t.p)",
    "A correlated subquery is not supported: 't.p'"
  ],
  ["SELECT (SELECT name FROM names WHERE code = p) FROM t", "A correlated subquery is not supported: 'p'"],
  ["SELECT p FROM t WHERE i = ANY (SELECT 1)", "The function 'ANY' is not supported"],
  ["SELECT p FROM t UNION SELECT code FROM names", "UNION is not supported"],
  ["SELECT COUNT(*) OVER (PARTITION BY p) FROM t", "OVER is not supported"],
  ["SELECT p FROM t GROUP BY p WITH ROLLUP", "WITH ROLLUP is not supported"],
  ["SELECT p FROM t WHERE s REGEXP 'a'", "REGEXP is not supported"],
  ["SELECT p FROM t FOR UPDATE", "FOR UPDATE is not supported"],
  ["WITH x AS (SELECT 1) SELECT * FROM x", "WITH is not supported"],
  ["INSERT INTO t VALUES (1)", "INSERT is not supported"],
  ["UPDATE t SET n = 1", "UPDATE is not supported"],
  ["DELETE FROM t", "DELETE is not supported"],
  ["DROP TABLE t", "DROP TABLE is not supported"],
  ["SHOW CREATE TABLE t", "SHOW CREATE is not supported"],
  ["CREATE TABLE names2 (code BIGINT)", "names2' doesn't exist"],
  ["CREATE TABLE t_by_n (n BIGINT, d DATETIME)", "The column type 'DATETIME' is not supported"],
  ["DROP MAPPING TABLE nothing", "nothing' doesn't exist"],
  [`SELECT ${"(".repeat(10_000)}1${")".repeat(10_000)}`, "levels deep"],
  [`SELECT ${"NOT ".repeat(10_000)}1`, "levels deep"],
  [`SELECT 1${" + 1".repeat(10_000)}`, "more than 1000 operators"],
  [`SELECT 1${" IS NULL".repeat(10_000)}`, "more than 1000 operators"],
  [
    `SELECT ${Array.from({ length: 40 }).reduce<string>((inner) => `(${inner}${" OR 0".repeat(500)})`, "0")}`,
    "more than 1000 operators"
  ]
]

describe("what is refused says what it is", () => {
  layer(onTables)((it) => {
    for (const [query, message] of refused) {
      it.effect(query.slice(0, 80), () =>
        Effect.map(refusal(query), (reason) => {
          assert.strictEqual(reason._tag, "OTSParameterInvalid")
          assert.include("message" in reason ? reason.message : "", message)
        })
      )
    }

    it.effect("a mapping that is there already", () =>
      Effect.map(refusal("CREATE TABLE t (p VARCHAR(1024), i BIGINT, PRIMARY KEY (p, i))"), (reason) =>
        assert.strictEqual("code" in reason ? reason.code : reason._tag, "OTSObjectAlreadyExist")
      )
    )
  })
})

describe("statements of much work", () => {
  layer(onTables)((it) => {
    it.effect("end in an answer or a refusal", () =>
      Effect.gen(function* () {
        const many = (tables: number) => Array.from({ length: tables }, (_, i) => `t t${i}`).join(", ")
        assert.include(String(yield* Effect.flip(sql(`SELECT 1 FROM ${many(11)}`))), "200000 rows is not supported")
        const rows = `(SELECT t0.i FROM ${many(6)})`
        assert.include(
          String(yield* Effect.flip(sql(`SELECT 1 FROM ${rows} a JOIN ${rows} b ON a.i < b.i - 5`))),
          "5000000 pairs of rows is not supported"
        )
        const text = "a".repeat(2000)
        assert.deepStrictEqual(yield* rowsOf(`SELECT '${text}' LIKE '${"%a".repeat(500)}%b'`), [[false]])
      })
    )

    it.effect("have as many operators and levels as are allowed", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* rowsOf(`SELECT COUNT(*) FROM t WHERE 0${" OR 0".repeat(998)} OR i`), [[4n]])
        assert.deepStrictEqual(yield* rowsOf(`SELECT 1${" IS NULL".repeat(1000)}`), [[false]])
        assert.deepStrictEqual(yield* rowsOf(`SELECT 1${" BETWEEN 1 AND 2".repeat(1000)}`), [[true]])
        const cases = Array.from({ length: 40 }).reduce<string>(
          (inner) => `CASE ${inner} WHEN 8 THEN 8 WHEN 9 THEN 9 ELSE 1 END`,
          "1"
        )
        assert.deepStrictEqual(yield* rowsOf(`SELECT ${cases}, CASE NULL WHEN NULL THEN 1 END`), [[1n, null]])
        const deep = Array.from({ length: 47 }).reduce<string>((inner) => `(${inner}${" + 1".repeat(20)})`, "0")
        assert.deepStrictEqual(yield* rowsOf(`SELECT MAX(${deep}) AS m FROM t HAVING m ORDER BY m`), [[940n]])
        const queries = Array.from({ length: 90 }).reduce<string>((inner) => `SELECT * FROM (${inner}) s`, "SELECT 1")
        assert.deepStrictEqual(yield* rowsOf(queries), [[1n]])
        const parameters = Array.from({ length: 12_000 }, () => "1").join(", ")
        assert.deepStrictEqual(yield* rowsOf(`SELECT LENGTH(CONCAT(${parameters})), 1 IN (${parameters})`), [
          [12_000n, true]
        ])
      })
    )
  })
})
