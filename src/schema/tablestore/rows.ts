/**
 * Rows, and everything they are made of.
 */
export * from "./rowRecord.ts"
export * from "./rowValue.ts"
