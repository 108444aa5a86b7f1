/** SQL over tables, through the client. */
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Row, Tablestore } from "../../../src/index.ts"
import { emulated } from "../../services/tablestore/emulated.ts"

const sql = (query: string) => Effect.flatMap(Tablestore, (tablestore) => tablestore.sqlQuery({ query }))
const rowsOf = (query: string) => Effect.map(sql(query), ({ result }) => result?.rows)
const refusal = (query: string) => Effect.map(Effect.flip(sql(query)), ({ reason }) => reason)

const key = (p: string, i: bigint) => Row.key({ p, i })
const bytes = Uint8Array.of(1, 2)

const created = Layer.effectDiscard(
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    yield* tablestore.createTable({
      tableName: "t",
      primaryKey: [
        { name: "p", type: "string" },
        { name: "i", type: "integer" }
      ],
      definedColumns: [{ name: "n", type: "integer" }],
      indexMetas: [{ name: "t_by_n", primaryKey: ["n"] }]
    })
    yield* tablestore.createTable({ tableName: "names", primaryKey: [{ name: "code", type: "string" }] })
    yield* tablestore.createSearchIndex({
      tableName: "t",
      indexName: "t_search",
      schema: { fields: [{ name: "s", type: "keyword" }] }
    })
    const put = (primaryKey: ReturnType<typeof key>, columns: Parameters<typeof Row.columns>[0]) =>
      tablestore.putRow({ tableName: "t", primaryKey, columns: Row.columns(columns) })
    yield* put(key("a", 1n), { n: 1n, d: 0.5, s: "Äpfel", b: true, x: bytes })
    yield* put(key("a", 2n), { n: 5n, s: "50%", b: false })
    yield* put(key("b", 1n), { n: 5n, d: 2 })
    // A value of another type than the mapping says is null.
    yield* put(key("b", 2n), { n: "five", s: "it's" })
    for (const [code, name, rank] of [
      ["a", "Ada", 2n],
      ["c", "Cyd", 5n]
    ] as const) {
      yield* tablestore.putRow({
        tableName: "names",
        primaryKey: Row.key({ code }),
        columns: Row.columns({ name, rank })
      })
    }
    yield* sql(
      "CREATE TABLE t (p VARCHAR(1024), i BIGINT, n BIGINT, d DOUBLE, s MEDIUMTEXT, b BOOL, x VARBINARY(10), PRIMARY KEY (p, i))"
    )
    yield* sql("CREATE TABLE names (code VARCHAR(1024) PRIMARY KEY, name MEDIUMTEXT, `rank` BIGINT)")
  })
)

const onTables = Layer.provideMerge(created, emulated)

type Cases = ReadonlyArray<readonly [query: string, rows: ReadonlyArray<ReadonlyArray<unknown>>]>

const filters: Cases = [
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
  ["SELECT i FROM t WHERE !(n = 5) || FALSE", [[1n]]],
  [
    "SELECT p, i FROM t WHERE n = 5 XOR p = 'a'",
    [
      ["a", 1n],
      ["b", 1n]
    ]
  ],
  ["SELECT p, i FROM t WHERE n IS NULL", [["b", 2n]]],
  ["SELECT p, i FROM t WHERE n <=> NULL", [["b", 2n]]],
  ["SELECT p, i FROM t WHERE n IS NOT NULL && d IS NULL", [["a", 2n]]],
  ["SELECT i FROM t WHERE b IS TRUE", [[1n]]],
  [
    "SELECT p, i FROM t WHERE b IS NOT TRUE",
    [
      ["a", 2n],
      ["b", 1n],
      ["b", 2n]
    ]
  ],
  ["SELECT i FROM t WHERE n IN (1, 7)", [[1n]]],
  ["SELECT i FROM t WHERE n NOT IN (1, 7)", [[2n], [1n]]],
  ["SELECT i FROM t WHERE n NOT IN (1, NULL)", []],
  ["SELECT i FROM t WHERE n BETWEEN 2 AND 5", [[2n], [1n]]],
  ["SELECT i FROM t WHERE n NOT BETWEEN 2 AND 5", [[1n]]],
  ["SELECT s FROM t WHERE s LIKE '_pfel'", [["Äpfel"]]],
  ["SELECT s FROM t WHERE s LIKE '%\\%'", [["50%"]]],
  ["SELECT s FROM t WHERE s LIKE '%!%' ESCAPE '!'", [["50%"]]],
  ["SELECT s FROM t WHERE s NOT LIKE '%f%'", [["50%"], ["it's"]]],
  ["SELECT 'a😀b' LIKE 'a_b', 'abcabd' LIKE '%ab_', 'abc' LIKE 'ab', '' LIKE '%'", [[true, true, false, true]]],
  ["SELECT b, x FROM t WHERE b = TRUE -- comment\n", [[true, bytes]]],
  ["SELECT i FROM t WHERE x = X'0102' /* comment */", [[1n]]],
  ["SELECT I FROM t WHERE P = 'b' AND i = 2;", [[2n]]],
  ["SELECT shop.t.i FROM shop.t WHERE shop.t.p = 'b' AND t.i = 2", [[2n]]],
  ["SELECT x.i FROM t AS x WHERE x.p = 'b' AND x.i = 2", [[2n]]]
]

const orders: Cases = [
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
  ["SELECT i k FROM t WHERE p = 'a' ORDER BY -k", [[2n], [1n]]],
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
  ["SELECT DISTINCT n FROM t ORDER BY n DESC LIMIT 1, 1", [[1n]]]
]

const groups: Cases = [
  [
    "SELECT COUNT(*), COUNT(n), COUNT(DISTINCT n), SUM(n), AVG(n), MIN(n), MAX(n) FROM t",
    [[4n, 3n, 2n, 11n, 11 / 3, 1n, 5n]]
  ],
  ["SELECT SUM(DISTINCT n), SUM(d), MAX(s), MIN(d) FROM t", [[6n, 2.5, "Äpfel", 0.5]]],
  ["SELECT COUNT(*), SUM(n), MAX(n) FROM t WHERE p = 'none'", [[0n, null, null]]],
  [
    "SELECT p, COUNT(*) c FROM t GROUP BY p ORDER BY c DESC, p DESC",
    [
      ["b", 2n],
      ["a", 2n]
    ]
  ],
  [
    "SELECT UPPER(p) AS big, SUM(n) FROM t GROUP BY big ORDER BY SUM(n)",
    [
      ["B", 5n],
      ["A", 6n]
    ]
  ],
  ["SELECT p FROM t GROUP BY 1 ORDER BY COUNT(n)", [["b"], ["a"]]],
  ["SELECT n, COUNT(*) FROM t GROUP BY n HAVING COUNT(*) > 1", [[5n, 2n]]],
  ["SELECT p, MAX(n) - MIN(n) AS spread FROM t GROUP BY p HAVING spread > 0", [["a", 4n]]],
  [
    "SELECT i, n * 2 AS m FROM t HAVING m > 5",
    [
      [2n, 10n],
      [1n, 10n]
    ]
  ],
  ["SELECT n FROM t WHERE n = 99 GROUP BY n", []],
  ["SELECT SUM(CASE WHEN b THEN 1 ELSE 0 END) FROM t", [[1n]]]
]

const numbers: Cases = [
  ["SELECT n + 1, n - 1, n * 2, n / 2, n % 2, -n FROM t WHERE i = 1 AND p = 'b'", [[6n, 4n, 10n, 2.5, 1n, -5n]]],
  ["SELECT 7 DIV 2, -7 DIV 2, 7 MOD 4, 7.5 DIV 2, 5--3", [[3n, -3n, 3n, 3n, 8n]]],
  ["SELECT 1 / 0, 1 % 0, 1 DIV 0, NULL + 1", [[null, null, null, null]]],
  ["SELECT 1 + 2 * 3, (1 + 2) * 3, 2 * 3 % 4", [[7n, 9n, 2n]]],
  ["SELECT 9007199254740993 + 2, -9223372036854775808", [[9007199254740995n, -(2n ** 63n)]]],
  ["SELECT ABS(-5), ABS(-0.5), SIGN(-3), MOD(7, 4), MOD(7.5, 2)", [[5n, 0.5, -1n, 3n, 1.5]]],
  [
    "SELECT ROUND(2.5), ROUND(-2.5), ROUND(1.2345, 2), ROUND(1255, -1), ROUND(-1255, -2)",
    [[3, -3, 1.23, 1260n, -1300n]]
  ],
  ["SELECT TRUNCATE(-1.999, 1), TRUNCATE(1999, -2), TRUNCATE(1e300, 2)", [[-1.9, 1900n, 1e300]]],
  ["SELECT ROUND(1e300, -400), ROUND(55.5, -2), ROUND(5, -30), ROUND(1.5, 999)", [[0, 100, 0n, 1.5]]],
  ["SELECT FLOOR(-1.5), CEIL(-1.5), CEILING(1.2), FLOOR(3)", [[-2, -1, 2, 3n]]],
  ["SELECT SQRT(9), SQRT(-1), POW(2, 10), LOG2(8), LN(0)", [[3, null, 1024, 3, null]]],
  ["SELECT GREATEST(1, 3, 2), LEAST(1.5, 1), GREATEST(1, NULL)", [[3n, 1, null]]],
  [
    "SELECT CAST('12 apples' AS SIGNED), CAST(2.5 AS SIGNED), CAST(7 AS CHAR), CAST('1e3' AS DOUBLE)",
    [[12n, 3n, "7", 1000]]
  ],
  ["SELECT CAST('9007199254740993' AS SIGNED)", [[9007199254740993n]]]
]

const texts: Cases = [
  ["SELECT CONCAT(p, '-', i, NULL), CONCAT(p, '-', i, 0.5, b) FROM t LIMIT 1", [[null, "a-10.51"]]],
  ["SELECT CONCAT_WS(',', 'a', NULL, 1)", [["a,1"]]],
  [
    "SELECT LOWER(s), UPPER(s), LENGTH(s), CHAR_LENGTH(s), REVERSE(s) FROM t LIMIT 1",
    [["äpfel", "ÄPFEL", 6n, 5n, "lefpÄ"]]
  ],
  ["SELECT SUBSTRING('Äpfel', 2), SUBSTR('Äpfel', -3, 2), SUBSTRING('Äpfel' FROM 1 FOR 2)", [["pfel", "fe", "Äp"]]],
  [
    "SELECT SUBSTRING('abc', 0), SUBSTRING('abc', -4), SUBSTRING('abc', 2, -1), SUBSTRING('abc', 9)",
    [["", "", "", ""]]
  ],
  ["SELECT LEFT('abc', 2), RIGHT('abc', 2), RIGHT('abc', 0)", [["ab", "bc", ""]]],
  ["SELECT TRIM('  a '), LTRIM('  a '), RTRIM('  a '), TRIM('x' FROM 'xxaxx')", [["a", "a ", "  a", "a"]]],
  ["SELECT TRIM(LEADING 'x' FROM 'xax'), TRIM(TRAILING 'x' FROM 'xax'), TRIM(BOTH FROM ' a ')", [["ax", "xa", "a"]]],
  [
    "SELECT REPLACE('a.b.c', '.', '$&'), REPEAT('ab', 2), LPAD('7', 3, '0'), RPAD('abc', 2, '-')",
    [["a$&b$&c", "abab", "007", "ab"]]
  ],
  ["SELECT INSTR('ÄÄab', 'a'), LOCATE('a', 'abab', 2), LOCATE('z', 'a'), LOCATE('', 'abc', 9)", [[3n, 3n, 0n, 0n]]]
]

const choices: Cases = [
  ["SELECT IF(n > 1, 'many', 'one') FROM t WHERE p = 'a'", [["one"], ["many"]]],
  [
    "SELECT IFNULL(n, 0), COALESCE(d, n, -1), NULLIF(i, 1), ISNULL(s) FROM t WHERE p = 'b'",
    [
      [5n, 2, null, true],
      [0n, -1, 2n, false]
    ]
  ],
  ["SELECT CASE WHEN n = 1 THEN 'one' WHEN n > 1 THEN 'more' END FROM t", [["one"], ["more"], ["more"], [null]]],
  ["SELECT CASE n WHEN 1 THEN 10 ELSE 0.5 END FROM t", [[10], [0.5], [0.5], [0.5]]],
  ["SELECT IF(1 = 1, 1, 9223372036854775807 + 1)", [[1n]]]
]

const joins: Cases = [
  [
    "SELECT t.i, name FROM t JOIN names ON t.p = names.code",
    [
      [1n, "Ada"],
      [2n, "Ada"]
    ]
  ],
  [
    "SELECT x.i, y.name FROM t x LEFT JOIN names AS y ON y.code = x.p AND y.rank = x.i",
    [
      [1n, null],
      [2n, "Ada"],
      [1n, null],
      [2n, null]
    ]
  ],
  [
    "SELECT name, COUNT(p) FROM t RIGHT OUTER JOIN names ON p = code GROUP BY name",
    [
      ["Ada", 2n],
      ["Cyd", 0n]
    ]
  ],
  [
    "SELECT t.i, code FROM t INNER JOIN names ON n >= `rank` WHERE p = 'b'",
    [
      [1n, "a"],
      [1n, "c"]
    ]
  ],
  ["SELECT COUNT(*) FROM t, names", [[8n]]],
  ["SELECT i, name FROM t, names WHERE p = code AND i = `rank`", [[2n, "Ada"]]],
  ["SELECT a.i, b.i FROM t a CROSS JOIN t b WHERE a.p = 'a' AND b.p = 'b' AND a.n = b.n", [[2n, 1n]]],
  ["SELECT names.* FROM t JOIN names ON p = code WHERE i = 1", [["a", "Ada", 2n]]],
  ["SELECT COUNT(*) FROM t a JOIN t b ON a.n = b.n JOIN names ON a.p = code", [[3n]]]
]

const subqueries: Cases = [
  [
    "SELECT p, i FROM t WHERE p IN (SELECT code FROM names)",
    [
      ["a", 1n],
      ["a", 2n]
    ]
  ],
  [
    "SELECT p, i FROM t WHERE p NOT IN (SELECT code FROM names)",
    [
      ["b", 1n],
      ["b", 2n]
    ]
  ],
  ["SELECT i FROM t WHERE p IN (SELECT code FROM names WHERE `rank` > 99)", []],
  [
    "SELECT p, i FROM t WHERE n = (SELECT MAX(`rank`) FROM names)",
    [
      ["a", 2n],
      ["b", 1n]
    ]
  ],
  ["SELECT i FROM t WHERE EXISTS (SELECT 1 FROM names WHERE code = 'z')", []],
  ["SELECT (SELECT name FROM names WHERE code = 'z'), (SELECT COUNT(*) FROM t)", [[null, 4n]]],
  ["SELECT MAX(total) FROM (SELECT p, SUM(n) AS total FROM t GROUP BY p) AS sums", [[6n]]],
  ["SELECT s.p, name FROM (SELECT DISTINCT p FROM t) s JOIN names ON s.p = code", [["a", "Ada"]]]
]

const checkAll = (name: string, cases: Cases) =>
  describe(name, () => {
    layer(onTables)((it) => {
      for (const [query, expected] of cases) {
        it.effect(query, () => Effect.map(rowsOf(query), (rows) => assert.deepStrictEqual(rows, expected)))
      }
    })
  })

checkAll("SELECT finds rows", filters)
checkAll("SELECT sorts rows", orders)
checkAll("SELECT groups rows", groups)
checkAll("SELECT calculates with numbers", numbers)
checkAll("SELECT works with texts", texts)
checkAll("SELECT chooses", choices)
checkAll("SELECT joins tables", joins)
checkAll("SELECT asks other queries", subqueries)

describe("the columns of a result", () => {
  layer(onTables)((it) => {
    it.effect("have the names and types of their expressions", () =>
      Effect.gen(function* () {
        const { result } = yield* sql(
          "SELECT p, n * 1.5, COUNT(*), IFNULL(n, 0) AS n0, IF(n > 1, d, 1), NULL, n = 1 FROM t GROUP BY p, n"
        )
        assert.deepStrictEqual(
          result?.columns.map(({ name, type }) => [name, type]),
          [
            ["p", "string"],
            ["n * 1.5", "double"],
            ["COUNT(*)", "long"],
            ["n0", "long"],
            ["IF(n > 1, d, 1)", "double"],
            ["NULL", "string"],
            ["n = 1", "boolean"]
          ]
        )
      })
    )

    it.effect("are all of the joined tables for a star", () =>
      Effect.gen(function* () {
        const { result } = yield* sql("SELECT * FROM names JOIN t ON p = code LIMIT 1")
        assert.deepStrictEqual(
          result?.columns.map(({ name }) => name),
          ["code", "name", "rank", "p", "i", "n", "d", "s", "b", "x"]
        )
      })
    )
  })
})

describe("statements about tables", () => {
  layer(onTables)((it) => {
    it.effect("answer with their kind, and with what they used", () =>
      Effect.gen(function* () {
        const answer = yield* sql("SELECT p FROM t JOIN names ON p = code")
        assert.strictEqual(answer.type, "select")
        assert.deepStrictEqual(
          answer.consumes.map(({ tableName }) => tableName),
          ["t", "names"]
        )
        assert.strictEqual((yield* sql("SHOW TABLES")).type, "showTable")
        assert.strictEqual((yield* sql("DESC t")).type, "describeTable")
        assert.strictEqual((yield* sql("ALTER TABLE t ADD COLUMN more DOUBLE")).type, "alterTable")
        assert.deepStrictEqual(yield* rowsOf("SELECT more FROM t LIMIT 1"), [[null]])
        assert.strictEqual((yield* sql("ALTER TABLE t DROP COLUMN more")).type, "alterTable")
      })
    )

    it.effect("show tables, columns and indexes", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* rowsOf("SHOW TABLES"), [["names"], ["t"], ["t_by_n"]])
        assert.deepStrictEqual(yield* rowsOf("DESCRIBE names"), [
          ["code", "varchar(1024)", "NO", "PRI", null, ""],
          ["name", "mediumtext", "YES", "", null, ""],
          ["rank", "bigint(20)", "YES", "", null, ""]
        ])
        assert.deepStrictEqual(yield* rowsOf("SHOW INDEX FROM t"), [
          ["t", 0n, "PRIMARY", 1n, "p", ""],
          ["t", 0n, "PRIMARY", 2n, "i", ""],
          ["t", 1n, "t_by_n", 1n, "n", "GlobalIndex"],
          ["t", 1n, "t_search", 1n, "s", "SearchIndex"]
        ])
      })
    )

    it.effect("see the key and the predefined columns of a table without mapping", () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* sql("DROP MAPPING TABLE t")).type, "dropTable")
        assert.deepStrictEqual(yield* rowsOf("SELECT * FROM t LIMIT 1"), [["a", 1n, 1n]])
        yield* sql("DROP MAPPING TABLE IF EXISTS t")
      })
    )
  })
})

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
  ["SELECT SUM(COUNT(*)) FROM t", "Invalid use of group function"],
  ["SELECT 9223372036854775807 + 1", "BIGINT value is out of range"],
  ["SELECT ABS(-9223372036854775808)", "BIGINT value is out of range"],
  ["SELECT 1e308 * 10", "DOUBLE value is out of range"],
  ["SELECT 1e400", "DOUBLE value is out of range"],
  ["SELECT REPEAT('abc', 1000000000)", "is too long"],
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
  [`SELECT 1${" + 1".repeat(10_000)}`, "operators in a row"]
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

describe("joins and patterns of much work", () => {
  layer(onTables)((it) => {
    it.effect("end in an answer or a refusal", () =>
      Effect.gen(function* () {
        const many = Array.from({ length: 11 }, (_, i) => `t t${i}`).join(", ")
        assert.include(String(yield* Effect.flip(sql(`SELECT 1 FROM ${many}`))), "is not supported")
        const text = "a".repeat(2000)
        assert.deepStrictEqual(yield* rowsOf(`SELECT '${text}' LIKE '${"%a".repeat(500)}%b'`), [[false]])
      })
    )
  })
})
