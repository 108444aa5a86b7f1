/**
 * Rows, and everything they are made of.
 */

export * from "../format/rowValue.ts"
export * from "./rowRecord.ts"
