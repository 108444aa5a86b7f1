/** Which columns of rows a search returns. */
import type { Row } from "../../../schema/tablestore/format/rowValue.ts"
import type { ColumnsToGet } from "../../../schema/tablestore/search/searchRequest.ts"
import { newest } from "../engine/versions.ts"
import type { SearchIndex } from "./searchIndexes.ts"
import type { Hit } from "./sorting.ts"

/** Columns that the index keeps. */
export const storedColumns = ({ schema }: SearchIndex): ReadonlySet<string> =>
  new Set(schema.fields.filter(({ isVirtual, store }) => store !== false && isVirtual !== true).map(({ name }) => name))

const notFromIndex: ReadonlySet<string> = new Set(["date", "geoPoint", "nested"])

/** Columns that a search takes from the index alone; of arrays and some types the table has to be asked. */
export const columnsFromIndex = (index: SearchIndex): ReadonlySet<string> => {
  const asked = new Set(
    index.schema.fields
      .filter(({ isArray, type }) => isArray === true || notFromIndex.has(type))
      .map(({ name }) => name)
  )
  return new Set([...storedColumns(index)].filter((name) => !asked.has(name)))
}

/** @param columns Absent is none. */
export const rowView = (index: SearchIndex, columns: ColumnsToGet | undefined): ((hit: Pick<Hit, "row">) => Row) => {
  const isWanted = ((): ((name: string) => boolean) => {
    switch (columns?._tag) {
      case "All":
        return () => true
      case "AllFromIndex": {
        const names = storedColumns(index)
        return (name) => names.has(name)
      }
      case "Specified": {
        const names = new Set(columns.names)
        return (name) => names.has(name)
      }
      default:
        return () => false
    }
  })()
  return ({ row }) => ({
    primaryKey: row.primaryKey,
    columns: newest(row.cells, 1).filter(({ name }) => isWanted(name))
  })
}
