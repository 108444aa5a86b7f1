/**
 * What a search index holds.
 *
 * **Example**
 *
 * ```ts
 * import * as IndexField from "./searchIndexSchema.ts"
 *
 * const schema: IndexField.IndexSchema = {
 *   fields: [
 *     IndexField.keyword("state", { sortAndAgg: true }),
 *     IndexField.long("total", { sortAndAgg: true }),
 *     IndexField.text("note", { analyzer: IndexField.maxWord }),
 *     IndexField.nested("items", [IndexField.keyword("sku")])
 *   ]
 * }
 * ```
 *
 * Source: Tablestore, CreateSearchIndex.
 */
import type { Sorter } from "./searchSort.ts"

/** How a TEXT becomes tokens. */
export type Analyzer =
  | {
      readonly _tag: "SingleWord"
      readonly caseSensitive?: boolean | undefined
      /** Whether letters and digits of one word are two tokens. */
      readonly delimitWord?: boolean | undefined
    }
  | { readonly _tag: "MaxWord" }
  | { readonly _tag: "MinWord" }
  | {
      readonly _tag: "Split"
      /** White space when absent. */
      readonly delimiter?: string | undefined
      readonly caseSensitive?: boolean | undefined
    }
  | {
      readonly _tag: "Fuzzy"
      readonly minChars?: number | undefined
      readonly maxChars?: number | undefined
      readonly caseSensitive?: boolean | undefined
    }
  /** One that this library does not know, with its parameters as they are. */
  | { readonly _tag: "Other"; readonly name: string; readonly parameter?: Uint8Array | undefined }

type AnalyzerOptions<Tag extends Analyzer["_tag"]> = Omit<Extract<Analyzer, { readonly _tag: Tag }>, "_tag">

/** Splits Chinese, Japanese and Korean into characters and other texts at non-letters: the default. */
export const singleWord = (options: AnalyzerOptions<"SingleWord"> = {}): Analyzer => ({
  _tag: "SingleWord",
  ...options
})
/** Chinese by dictionary, all words. */
export const maxWord: Analyzer = { _tag: "MaxWord" }
/** Chinese by dictionary, few words. */
export const minWord: Analyzer = { _tag: "MinWord" }
/** Splits at a delimiter. */
export const split = (options: AnalyzerOptions<"Split"> = {}): Analyzer => ({ _tag: "Split", ...options })
/** Runs of characters, 1 to 3 by default. */
export const fuzzy = (options: AnalyzerOptions<"Fuzzy"> = {}): Analyzer => ({ _tag: "Fuzzy", ...options })

export type IndexFieldType =
  | "long"
  | "double"
  | "boolean"
  | "keyword"
  | "text"
  | "nested"
  | "geoPoint"
  | "date"
  | "vector"
  | "fuzzyKeyword"
  | "ip"
  | "json"
  | "flattened"

/** What a VECTOR holds and how two are compared. */
export interface VectorOptions {
  readonly dataType?: "float32" | undefined
  readonly dimension?: number | undefined
  readonly metric?: "euclidean" | "cosine" | "dotProduct" | undefined
}

/** A field of a search index. An absent option keeps the service's default. */
export interface IndexField {
  /** Name of the column, or of the field in nested documents. */
  readonly name: string
  readonly type: IndexFieldType
  /** How much is kept of each token. */
  readonly indexOptions?: "docs" | "freqs" | "positions" | "offsets" | undefined
  /** TEXT only. */
  readonly analyzer?: Analyzer | undefined
  /** Whether the field can be searched. Default true. */
  readonly index?: boolean | undefined
  /** Whether the field can be sorted by and aggregated. */
  readonly sortAndAgg?: boolean | undefined
  /** Whether the value is kept in the index. */
  readonly store?: boolean | undefined
  /** The fields of NESTED documents. */
  readonly fields?: ReadonlyArray<IndexField> | undefined
  /** Whether the column holds a JSON array as text. */
  readonly isArray?: boolean | undefined
  /** Whether the field is made of other columns. */
  readonly isVirtual?: boolean | undefined
  readonly sourceFields?: ReadonlyArray<string> | undefined
  /** DATE only, e.g. `yyyy-MM-dd`. */
  readonly dateFormats?: ReadonlyArray<string> | undefined
  /** TEXT only. */
  readonly enableHighlighting?: boolean | undefined
  /** VECTOR only. */
  readonly vector?: VectorOptions | undefined
  /** JSON only. */
  readonly jsonType?: "object" | "nested" | undefined
}

/** The definition of a search index. */
export interface IndexSchema {
  readonly fields: ReadonlyArray<IndexField>
  /** Default 1. */
  readonly numberOfShards?: number | undefined
  /** Key columns by which rows are spread. */
  readonly routingFields?: ReadonlyArray<string> | undefined
  readonly routingPartitionSize?: number | undefined
  /** Order in which rows are kept; by primary key when absent. */
  readonly sort?: ReadonlyArray<Sorter> | undefined
}

type FieldOptions = Omit<IndexField, "name" | "type" | "fields" | "analyzer" | "vector" | "dateFormats" | "jsonType">

const ofType =
  <Extra = unknown>(type: IndexFieldType) =>
  (name: string, options?: FieldOptions & Extra): IndexField => ({ name, type, ...options })

/** 64-bit integers. */
export const long = /*#__PURE__*/ ofType("long")
/** Floating point numbers. */
export const double = /*#__PURE__*/ ofType("double")
/** True or false. */
export const boolean = /*#__PURE__*/ ofType("boolean")
/** Texts that are compared whole. */
export const keyword = /*#__PURE__*/ ofType("keyword")
/** Texts that are searched by their words. */
export const text = /*#__PURE__*/ ofType<Pick<IndexField, "analyzer">>("text")
/** Texts `latitude,longitude`. */
export const geoPoint = /*#__PURE__*/ ofType("geoPoint")
/** Milliseconds since 1970, or texts in one of the formats. */
export const date = /*#__PURE__*/ ofType<Pick<IndexField, "dateFormats">>("date")
/** Texts that are a JSON array of numbers. */
export const vector = /*#__PURE__*/ ofType<Pick<IndexField, "vector">>("vector")
/** Texts that are searched by any part of them. */
export const fuzzyKeyword = /*#__PURE__*/ ofType("fuzzyKeyword")
/** IP addresses. */
export const ip = /*#__PURE__*/ ofType("ip")

/** Texts that are a JSON array of objects with these fields. */
export const nested = (name: string, fields: ReadonlyArray<IndexField>): IndexField => ({
  name,
  type: "nested",
  fields
})
