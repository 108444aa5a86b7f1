/** SQL over tables, through the client. */
import { assert, describe, layer } from "@effect/vitest"
import { Effect } from "effect"
import { bytes, onTables, rowsOf, sql } from "./sqlTables.ts"

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
  ["SELECT x.i FROM t AS x WHERE x.p = 'b' AND x.i = 2", [[2n]]],
  ["SELECT i FROM t WHERE x = 0x0102", [[1n]]],
  ["SELECT `end`, end.full FROM (SELECT 1 AS end, 2 AS full) end", [[1n, 2n]]]
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
  [
    "SELECT v, COUNT(*) FROM (SELECT CASE WHEN p = 'a' THEN 2 ELSE d END AS v FROM t) s GROUP BY v",
    [
      [2, 3n],
      [null, 1n]
    ]
  ],
  ["SELECT DISTINCT CASE WHEN p = 'a' THEN 2 ELSE 2.0 END FROM t", [[2]]],
  ["SELECT COUNT(DISTINCT CASE WHEN p = 'a' THEN 2 ELSE 2.0 END) FROM t", [[1n]]],
  // A sum has to fit only in the end, an average never.
  ["SELECT SUM(v) FROM (SELECT IF(i = 1, 9223372036854775807, -9223372036854775807) v FROM t) s", [[0n]]],
  ["SELECT AVG(v) FROM (SELECT 9223372036854775807 AS v FROM t) s", [[2 ** 63]]],
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
    "SELECT SUBSTRING('abc', 0), SUBSTRING('abc', -4), SUBSTRING('abc', 2, -1), SUBSTRING('abc', 1.6)",
    [["", "", "", "bc"]]
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
  ["SELECT COUNT(*) FROM t a JOIN t b ON a.n = b.n JOIN names ON a.p = code", [[3n]]],
  // Numbers of different types are equal, and a text is equal to the number that it begins with.
  ["SELECT t.p, t.i FROM t JOIN names ON d = `rank`", [["b", 1n]]],
  ["SELECT s.v FROM (SELECT '2nd' AS v) s JOIN names ON v = `rank`", [["2nd"]]]
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
  ["SELECT p, i FROM t WHERE d IN (SELECT `rank` FROM names)", [["b", 1n]]],
  ["SELECT p, i FROM t WHERE n NOT IN (SELECT `rank` FROM names)", [["a", 1n]]],
  ["SELECT p, i FROM t WHERE n NOT IN (SELECT n FROM t WHERE p = 'b')", []],
  ["SELECT '2nd' IN (SELECT `rank` FROM names), 1 IN (SELECT NULL), NULL IN (SELECT 1)", [[true, null, null]]],
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
