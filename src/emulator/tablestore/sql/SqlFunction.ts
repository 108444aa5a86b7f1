/** A function of SQL. */
import type { SqlType, SqlValue } from "./syntax.ts"

/** The type of an expression: that of a bare NULL is none. */
export type ValueType = SqlType | "NULL"

/** A function whose result depends on its parameters only. */
export interface SqlFunction {
  /** How many parameters it has. */
  readonly minimum: number
  readonly maximum: number
  readonly type: (parameters: ReadonlyArray<ValueType>) => ValueType
  readonly run: (values: ReadonlyArray<SqlValue>) => SqlValue
}

const isInteger = (type: ValueType): boolean => type === "BIGINT" || type === "BOOL"

/** The type of what is calculated of numbers: an integer only of integers. */
export const numberType = (types: ReadonlyArray<ValueType>): SqlType => (types.every(isInteger) ? "BIGINT" : "DOUBLE")

/** The type that values of several types have together. */
export const commonType = (types: ReadonlyArray<ValueType>): ValueType => {
  const present = [...new Set(types.filter((type) => type !== "NULL"))]
  if (present.length < 2) return present[0] ?? "NULL"
  if (present.includes("VARBINARY")) return "VARBINARY"
  return present.includes("VARCHAR") ? "VARCHAR" : numberType(present)
}
