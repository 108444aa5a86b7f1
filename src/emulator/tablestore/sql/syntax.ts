/** Statements and expressions of the SQL subset. */

export type SqlValue = bigint | number | boolean | string | Uint8Array | null

export type SqlType = "BIGINT" | "DOUBLE" | "BOOL" | "VARCHAR" | "VARBINARY"

export type BinaryOperator =
  | "="
  | "!="
  | "<=>"
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "DIV"
  | "%"
  | "AND"
  | "OR"
  | "XOR"

export type AggregateName = "COUNT" | "SUM" | "AVG" | "MIN" | "MAX"

/** A column, perhaps with the name of its table. */
export interface Column {
  readonly _tag: "Column"
  readonly table?: string | undefined
  readonly name: string
}

/** `of` is absent for `COUNT(*)`. */
export interface Aggregate {
  readonly _tag: "Aggregate"
  readonly name: AggregateName
  readonly distinct: boolean
  readonly of?: Expression | undefined
}

/** The first branch whose condition is true, or equal to what is compared. */
export interface Case {
  readonly _tag: "Case"
  readonly compared?: Expression | undefined
  readonly branches: ReadonlyArray<{ readonly when: Expression; readonly result: Expression }>
  readonly otherwise: Expression
}

export type Expression =
  /** `type` tells what a null would have been. */
  | { readonly _tag: "Literal"; readonly value: SqlValue; readonly type?: SqlType | undefined }
  | Column
  | { readonly _tag: "Negate"; readonly of: Expression }
  | { readonly _tag: "Not"; readonly of: Expression }
  | {
      readonly _tag: "Binary"
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly _tag: "In"; readonly of: Expression; readonly list: ReadonlyArray<Expression> }
  | { readonly _tag: "InQuery"; readonly of: Expression; readonly query: Select }
  /** `InQuery` once its query has been answered. */
  | { readonly _tag: "InResult"; readonly of: Expression; readonly membership: (value: SqlValue) => SqlValue }
  | { readonly _tag: "Between"; readonly of: Expression; readonly low: Expression; readonly high: Expression }
  | { readonly _tag: "Like"; readonly of: Expression; readonly pattern: Expression; readonly escape: string }
  | { readonly _tag: "IsNull"; readonly of: Expression }
  /** `IS TRUE` and `IS FALSE`. */
  | { readonly _tag: "IsTruth"; readonly of: Expression; readonly truth: boolean }
  | Case
  | { readonly _tag: "Cast"; readonly of: Expression; readonly type: SqlType }
  | { readonly _tag: "Call"; readonly name: string; readonly parameters: ReadonlyArray<Expression> }
  | Aggregate
  /** A query that stands for its only value. */
  | { readonly _tag: "Scalar"; readonly query: Select }
  | { readonly _tag: "Exists"; readonly query: Select }

export interface SelectItem {
  /** Absent for `*`. */
  readonly expression?: Expression | undefined
  /** Name of the result's column; of `t.*` the name of the table, absent of `*`. */
  readonly name?: string | undefined
}

export interface OrderItem {
  readonly expression: Expression
  readonly descending: boolean
}

/** What rows are read from, and the name that columns may carry. */
export type Source =
  | { readonly _tag: "Table"; readonly table: string; readonly alias: string }
  | { readonly _tag: "Query"; readonly query: Select; readonly alias: string }

export interface Join {
  /** Whose rows stay when nothing matches them. */
  readonly keeps: "none" | "left" | "right"
  readonly source: Source
  /** Absent: every row matches every row. */
  readonly on?: Expression | undefined
}

export interface Select {
  readonly _tag: "Select"
  readonly distinct: boolean
  readonly items: ReadonlyArray<SelectItem>
  /** Absent: there is one row without columns. */
  readonly from?: { readonly source: Source; readonly joins: ReadonlyArray<Join> } | undefined
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
  | { readonly _tag: "ShowIndex"; readonly table: string }
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
