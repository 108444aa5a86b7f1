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
 *     IndexField.text("note", { analyzer: IndexField.maxWord() }),
 *     IndexField.nested("items", [IndexField.keyword("sku")])
 *   ]
 * }
 * ```
 *
 * Source: Tablestore, CreateSearchIndex.
 */
import * as Schema from "effect/Schema"
import { alwaysSent, list, optional } from "../../Fields.ts"
import { orAbsent, union, wrapped } from "../../wire/messageUnions.ts"
import { inFields, inMessage, kind, message, tagged } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { Bytes, Int32, openWord } from "../protobuf/wire.ts"
import { Sorters } from "./searchSort.ts"

/** Splits Chinese, Japanese and Korean into characters and other texts at non-letters. */
class SingleWord extends /*#__PURE__*/ kind("SingleWord", "single_word", M.SingleWordAnalyzerParameter, () => ({
  /** Whether upper and lower case differ. */
  caseSensitive: inMessage("caseSensitive", optional(Schema.Boolean)),
  /** Whether letters and digits of one word are two tokens. */
  delimitWord: inMessage("delimitWord", optional(Schema.Boolean))
})) {}

// These two have no parameters; any message says nothing where it has no fields.
class MaxWord extends /*#__PURE__*/ kind("MaxWord", "max_word", M.SingleWordAnalyzerParameter) {}
class MinWord extends /*#__PURE__*/ kind("MinWord", "min_word", M.SingleWordAnalyzerParameter) {}

/** Splits at a delimiter. */
class Split extends /*#__PURE__*/ kind("Split", "split", M.SplitAnalyzerParameter, () => ({
  /** White space when absent. */
  delimiter: inMessage("delimiter", optional(Schema.String)),
  /** Whether upper and lower case differ. */
  caseSensitive: inMessage("caseSensitive", optional(Schema.Boolean))
})) {}

/** Runs of characters. */
class Fuzzy extends /*#__PURE__*/ kind("Fuzzy", "fuzzy", M.FuzzyAnalyzerParameter, () => ({
  /** Length of the shortest runs; 1 when absent. */
  minChars: inMessage("minChars", optional(Int32)),
  /** Length of the longest runs; 3 when absent. */
  maxChars: inMessage("maxChars", optional(Int32)),
  /** Whether upper and lower case differ. */
  caseSensitive: inMessage("caseSensitive", optional(Schema.Boolean))
})) {}

/** One that this library does not know, with its parameters as they are. */
class OtherAnalyzer extends /*#__PURE__*/ tagged("Other", M.FieldSchema, () => ({
  /** The service's name of it. */
  name: inMessage("analyzer", Schema.String),
  /** Its parameters. */
  parameter: inMessage("analyzerParameter", optional(Bytes))
})) {}

/** How a TEXT becomes tokens. */
export type Analyzer = SingleWord | MaxWord | MinWord | Split | Fuzzy | OtherAnalyzer

type AnalyzerFields = Pick<M.FieldSchema, "analyzer" | "analyzerParameter">

/** Parameters are left out when there are none. */
const withoutEmpty = ({ analyzer, analyzerParameter }: AnalyzerFields): AnalyzerFields =>
  analyzerParameter === undefined || analyzerParameter.length === 0 ? { analyzer } : { analyzer, analyzerParameter }

const analyzer = (): Schema.Codec<Analyzer, AnalyzerFields> =>
  wrapped(
    union(
      "an analyzer",
      M.FieldSchema,
      "analyzer",
      "analyzerParameter",
      () => [SingleWord, MaxWord, MinWord, Split, Fuzzy],
      OtherAnalyzer
    ),
    withoutEmpty,
    (fields: AnalyzerFields) => fields
  )

type AnalyzerOptions<Tag extends Analyzer["_tag"]> = Omit<Extract<Analyzer, { readonly _tag: Tag }>, "_tag">

/** Splits Chinese, Japanese and Korean into characters and other texts at non-letters: the default. */
export const singleWord = (options: AnalyzerOptions<"SingleWord"> = {}): Analyzer => ({
  _tag: "SingleWord",
  ...options
})
/** Chinese by dictionary, all words. */
export const maxWord = (): Analyzer => ({ _tag: "MaxWord" })
/** Chinese by dictionary, few words. */
export const minWord = (): Analyzer => ({ _tag: "MinWord" })
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

const vectorDataTypes = () => openWord({ float32: M.VectorDataType.VD_FLOAT_32 })

/** What a VECTOR holds and how two are compared. */
export class VectorOptions extends /*#__PURE__*/ message(M.VectorOptions, () => ({
  /** Type of the numbers. */
  dataType: inMessage("dataType", optional(vectorDataTypes())),
  /** How many numbers a vector has. */
  dimension: inMessage("dimension", optional(Int32)),
  /** How near two vectors are. */
  metric: inMessage(
    "metricType",
    optional(
      openWord({
        euclidean: M.VectorMetricType.VM_EUCLIDEAN,
        cosine: M.VectorMetricType.VM_COSINE,
        dotProduct: M.VectorMetricType.VM_DOT_PRODUCT
      })
    )
  )
})) {}

const InnerField: Schema.Codec<IndexField, M.FieldSchema> = /*#__PURE__*/ Schema.suspend(() => IndexField)

/** A field of a search index. An absent option keeps the service's default. */
export class IndexField extends /*#__PURE__*/ message(M.FieldSchema, () => ({
  /** Name of the column, or of the field in nested documents. */
  name: inMessage("fieldName", Schema.String),
  /** What the column holds. */
  type: inMessage(
    "fieldType",
    openWord({
      long: M.FieldType.LONG,
      double: M.FieldType.DOUBLE,
      boolean: M.FieldType.BOOLEAN,
      keyword: M.FieldType.KEYWORD,
      text: M.FieldType.TEXT,
      nested: M.FieldType.NESTED,
      geoPoint: M.FieldType.GEO_POINT,
      date: M.FieldType.DATE,
      vector: M.FieldType.VECTOR,
      fuzzyKeyword: M.FieldType.FUZZY_KEYWORD,
      ip: M.FieldType.IP,
      json: M.FieldType.JSON,
      flattened: M.FieldType.FLATTENED
    })
  ),
  /** How much is kept of each token. */
  indexOptions: inMessage(
    "indexOptions",
    optional(
      openWord({
        docs: M.IndexOptions.DOCS,
        freqs: M.IndexOptions.FREQS,
        positions: M.IndexOptions.POSITIONS,
        offsets: M.IndexOptions.OFFSETS
      })
    )
  ),
  /** TEXT only. */
  analyzer: inFields(["analyzer", "analyzerParameter"], optional(analyzer())),
  /** Whether the field can be searched. Default true. */
  index: inMessage("index", optional(Schema.Boolean)),
  /** Whether the field can be sorted by and aggregated. */
  sortAndAgg: inMessage("sortAndAgg", optional(Schema.Boolean)),
  /** Whether the value is kept in the index. */
  store: inMessage("store", optional(Schema.Boolean)),
  /** The fields of NESTED documents. */
  fields: inMessage("fieldSchemas", orAbsent(list(InnerField))),
  /** Whether the column holds a JSON array as text. */
  isArray: inMessage("isArray", optional(Schema.Boolean)),
  /** Whether the field is made of other columns. */
  isVirtual: inMessage("isVirtualField", optional(Schema.Boolean)),
  /** The columns that a virtual field is made of. */
  sourceFields: inMessage("sourceFieldNames", orAbsent(list(Schema.String))),
  /** DATE only, e.g. `yyyy-MM-dd`. */
  dateFormats: inMessage("dateFormats", orAbsent(list(Schema.String))),
  /** TEXT only. */
  enableHighlighting: inMessage("enableHighlighting", optional(Schema.Boolean)),
  /** VECTOR only. */
  vector: inMessage("vectorOptions", optional(VectorOptions)),
  /** JSON only. */
  jsonType: inMessage(
    "jsonType",
    optional(openWord({ object: M.JsonType.OBJECT_JSON, nested: M.JsonType.NESTED_JSON }))
  )
})) {}

/** The definition of a search index. */
export class IndexSchema extends /*#__PURE__*/ message(M.IndexSchema, () => ({
  /** What the index holds. */
  fields: inMessage("fieldSchemas", list(IndexField)),
  /** Default 1. */
  numberOfShards: inMessage("indexSetting.numberOfShards", alwaysSent(Int32, 1)),
  /** Key columns by which rows are spread. */
  routingFields: inMessage("indexSetting.routingFields", orAbsent(list(Schema.String))),
  /** Into how many parts the rows of one routing value are spread. */
  routingPartitionSize: inMessage("indexSetting.routingPartitionSize", optional(Int32)),
  /** Order in which rows are kept; by primary key when absent. */
  sort: inMessage("indexSort", optional(Sorters))
})) {}

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
