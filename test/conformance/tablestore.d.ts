/** The client ships no types; tests read its results as they come. */
declare module "tablestore" {
  const TableStore: any
  export default TableStore
}
