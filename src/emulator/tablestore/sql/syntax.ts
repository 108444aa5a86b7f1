/** Statements and expressions of the SQL subset. */

export type SqlValue = bigint | number | boolean | string | Uint8Array | null

export type SqlType = "BIGINT" | "DOUBLE" | "BOOL" | "VARCHAR" | "VARBINARY"

export type BinaryOperator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%" | "AND" | "OR"

export type AggregateName = "COUNT" | "SUM" | "AVG" | "MIN" | "MAX"

export type Expression =
  | { readonly _tag: "Literal"; readonly value: SqlValue }
  | { readonly _tag: "Column"; readonly name: string }
  | { readonly _tag: "Negate"; readonly of: Expression }
  | { readonly _tag: "Not"; readonly of: Expression }
  | {
      readonly _tag: "Binary"
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly _tag: "In"; readonly of: Expression; readonly list: ReadonlyArray<Expression> }
  | { readonly _tag: "Between"; readonly of: Expression; readonly low: Expression; readonly high: Expression }
  | { readonly _tag: "Like"; readonly of: Expression; readonly pattern: Expression }
  | { readonly _tag: "IsNull"; readonly of: Expression }
  /** `of` is absent for `COUNT(*)`. */
  | {
      readonly _tag: "Aggregate"
      readonly name: AggregateName
      readonly distinct: boolean
      readonly of?: Expression | undefined
    }

export interface SelectItem {
  /** Absent for `*`. */
  readonly expression?: Expression | undefined
  /** Name of the result's column. */
  readonly name: string
}

export interface OrderItem {
  readonly expression: Expression
  readonly descending: boolean
}

export interface Select {
  readonly _tag: "Select"
  readonly distinct: boolean
  readonly items: ReadonlyArray<SelectItem>
  readonly table: string
  readonly where?: Expression | undefined
  readonly groupBy: ReadonlyArray<Expression>
  readonly having?: Expression | undefined
  readonly orderBy: ReadonlyArray<OrderItem>
  readonly limit?: number | undefined
  readonly offset: number
}

export interface ColumnDefinition {
  readonly name: string
  readonly type: SqlType
}

export type Statement =
  | Select
  | { readonly _tag: "ShowTables" }
  | { readonly _tag: "Describe"; readonly table: string }
  | {
      readonly _tag: "CreateTable"
      readonly table: string
      readonly ifNotExists: boolean
      readonly columns: ReadonlyArray<ColumnDefinition>
      /** Text of ENGINE_ATTRIBUTE. */
      readonly attributes?: string | undefined
    }
  | { readonly _tag: "DropTable"; readonly table: string; readonly ifExists: boolean }
  | { readonly _tag: "AddColumn"; readonly table: string; readonly column: ColumnDefinition }
  | { readonly _tag: "DropColumn"; readonly table: string; readonly column: string }
