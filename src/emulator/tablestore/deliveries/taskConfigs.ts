/** What a delivery task writes, and where. Source: Tablestore, CreateDeliveryTask. */
import * as D from "../../../schema/tablestore/protobuf/generated/delivery.ts"
import { utf8Length } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"

/** Variables of the time that a prefix may hold. */
const timeVariables: ReadonlySet<string> = new Set(["$yyyy", "$MM", "$dd", "$HH", "$mm"])

// Source: OSS, naming of objects and buckets.
const maxPrefixBytes = 1023
const bucketName = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/

const isOneOf = (values: Readonly<Record<string, number>>, value: number): boolean =>
  Object.values(values).includes(value)

const checkPrefix = (prefix: string): void => {
  if (prefix.startsWith("/") || utf8Length(prefix) > maxPrefixBytes) {
    throw parameterInvalid(`Invalid prefix: '${prefix}'.`)
  }
  const unknown = (prefix.match(/\$[A-Za-z]*/g) ?? []).find((variable) => !timeVariables.has(variable))
  if (unknown !== undefined) throw parameterInvalid(`Invalid time variable of a prefix: '${unknown}'.`)
}

const checkEventTime = ({ columnName = "", timeFormat }: D.EventColumn): void => {
  if (columnName === "") throw parameterInvalid("The event time column has no name.")
  if (timeFormat === undefined || !isOneOf(D.EventTimeFormat, timeFormat)) {
    throw parameterInvalid("The event time column has no valid format.")
  }
}

const checkColumns = (columns: ReadonlyArray<D.ParquetSchema>): void => {
  if (columns.length === 0) throw parameterInvalid("A delivery task needs a schema.")
  const names = new Set<string>()
  for (const { columnName = "", encode, ossColumnName = columnName, type } of columns) {
    if (columnName === "") throw parameterInvalid("A column of the schema has no name.")
    if (type === undefined || !isOneOf(D.ParquetDataType, type)) {
      throw parameterInvalid(`Invalid type of the column: '${columnName}'.`)
    }
    if (encode !== undefined && !isOneOf(D.Encoding, encode)) {
      throw parameterInvalid(`Invalid encoding of the column: '${columnName}'.`)
    }
    if (names.has(ossColumnName)) throw parameterInvalid(`Duplicated column name: '${ossColumnName}'.`)
    names.add(ossColumnName)
  }
}

/** Refuses settings that a task cannot run with. */
export const checkTaskConfig = (config: D.OSSTaskConfig): void => {
  const { eventTimeColumn, format, formatter, ossBucket = "", ossDirtyPrefix, ossPrefix = "", schema } = config
  if (!bucketName.test(ossBucket)) throw parameterInvalid(`Invalid bucket name: '${ossBucket}'.`)
  if (ossPrefix === "") throw parameterInvalid("A delivery task needs a prefix.")
  checkPrefix(ossPrefix)
  if (ossDirtyPrefix !== undefined) checkPrefix(ossDirtyPrefix)
  if (formatter !== undefined && !isOneOf(D.TimeFormatter, formatter)) throw parameterInvalid("Invalid formatter.")
  if (format !== undefined && !isOneOf(D.Format, format)) throw parameterInvalid("Invalid format.")
  if (eventTimeColumn !== undefined) checkEventTime(eventTimeColumn)
  checkColumns(schema)
}

/** Settings with those that an update gives; what it leaves out stays. */
export const changedConfig = (current: D.OSSTaskConfig, update: D.OSSTaskConfig): D.OSSTaskConfig => {
  const given = Object.entries(update).filter(([, value]) => value !== undefined)
  return {
    ...current,
    ...Object.fromEntries(given),
    schema: update.schema.length === 0 ? current.schema : update.schema
  }
}
