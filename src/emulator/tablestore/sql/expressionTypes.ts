/** The types of the values that expressions have. */
import { functionOf } from "./functions.ts"
import { commonType, numberType, type ValueType } from "./SqlFunction.ts"
import type { Column, Expression, SqlType, SqlValue } from "./syntax.ts"

const typeOfValue = (value: SqlValue): ValueType => {
  switch (typeof value) {
    case "bigint":
      return "BIGINT"
    case "number":
      return "DOUBLE"
    case "boolean":
      return "BOOL"
    case "string":
      return "VARCHAR"
    default:
      return value === null ? "NULL" : "VARBINARY"
  }
}

export const typeOfExpression = (expression: Expression, columnType: (column: Column) => SqlType): ValueType => {
  const typeOf = (inner: Expression): ValueType => typeOfExpression(inner, columnType)
  switch (expression._tag) {
    case "Literal":
      return expression.type ?? typeOfValue(expression.value)
    case "Column":
      return columnType(expression)
    case "Aggregate": {
      if (expression.name === "COUNT") return "BIGINT"
      if (expression.name === "AVG" || expression.of === undefined) return "DOUBLE"
      return expression.name === "SUM" ? numberType([typeOf(expression.of)]) : typeOf(expression.of)
    }
    case "Negate":
      return numberType([typeOf(expression.of)])
    case "Binary":
      switch (expression.operator) {
        case "/":
          return "DOUBLE"
        case "DIV":
          return "BIGINT"
        case "+":
        case "-":
        case "*":
        case "%":
          return numberType([typeOf(expression.left), typeOf(expression.right)])
        default:
          return "BOOL"
      }
    case "Case":
      return commonType([...expression.branches.map(({ result }) => typeOf(result)), typeOf(expression.otherwise)])
    case "Cast":
      return expression.type
    case "Call":
      return functionOf(expression.name)?.type(expression.parameters.map(typeOf)) ?? "NULL"
    default:
      return "BOOL"
  }
}
