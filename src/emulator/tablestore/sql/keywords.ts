/** Words that are no names, and what they would begin. */

const reserved: ReadonlySet<string> = new Set(
  [
    "SELECT DISTINCT FROM WHERE GROUP BY HAVING ORDER ASC DESC LIMIT AS",
    "AND OR XOR NOT IN BETWEEN LIKE IS DIV MOD CASE WHEN THEN ELSE EXISTS",
    "JOIN INNER LEFT RIGHT CROSS ON USING",
    "NATURAL STRAIGHT_JOIN UNION INTERSECT EXCEPT OVER WINDOW REGEXP RLIKE COLLATE INTERVAL FOR INTO USE FORCE",
    "IGNORE LOCK WITH"
  ].flatMap((words) => words.split(" "))
)

/** Whether a word without quotes cannot be a name. */
export const isReserved = (word: string): boolean => reserved.has(word.toUpperCase())

/** What MySQL has and this does not, by the words it begins with. */
export const refused: ReadonlyArray<ReadonlyArray<string>> = [
  "ALL",
  "ANY",
  "BEGIN",
  "CALL",
  "COLLATE",
  "COMMIT",
  "CREATE DATABASE",
  "CREATE INDEX",
  "CREATE VIEW",
  "DELETE",
  "DROP DATABASE",
  "DROP INDEX",
  "DROP TABLE",
  "EXCEPT",
  "EXPLAIN",
  "FOR UPDATE",
  "FORCE INDEX",
  "FULL JOIN",
  "FULL OUTER JOIN",
  "GRANT",
  "IGNORE INDEX",
  "INSERT",
  "INTERSECT",
  "INTERVAL",
  "INTO",
  "LOCK IN",
  "NATURAL",
  "OVER",
  "REGEXP",
  "RENAME",
  "REPLACE",
  "REVOKE",
  "RLIKE",
  "ROLLBACK",
  "SET",
  "SHOW CREATE",
  "SHOW DATABASES",
  "SHOW FULL",
  "SHOW VARIABLES",
  "START TRANSACTION",
  "STRAIGHT_JOIN",
  "TRUNCATE",
  "UNION",
  "UPDATE",
  "USE",
  "USING",
  "VALUES",
  "WINDOW",
  "WITH ROLLUP",
  "WITH"
].map((words) => words.split(" "))
