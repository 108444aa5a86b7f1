/** Definitions of search indexes as messages of the wire. */
import * as M from "../protobuf/generated/search.ts"
import { type Converter, nested, oneLevelDeeper, recordCodec, words } from "../protobuf/recordCodec.ts"
import type { Analyzer, IndexField, IndexSchema, VectorOptions } from "./searchIndexSchema.ts"
import { sorts } from "./searchQueryCodec.ts"

const fieldTypes = /*#__PURE__*/ words("FieldSchema", {
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

const indexOptions = /*#__PURE__*/ words("FieldSchema", {
  docs: M.IndexOptions.DOCS,
  freqs: M.IndexOptions.FREQS,
  positions: M.IndexOptions.POSITIONS,
  offsets: M.IndexOptions.OFFSETS
})

const jsonTypes = /*#__PURE__*/ words("FieldSchema", {
  object: M.JsonType.OBJECT_JSON,
  nested: M.JsonType.NESTED_JSON
})

const vectorCodec = /*#__PURE__*/ recordCodec<VectorOptions>()(
  M.VectorOptions,
  undefined,
  {
    dataType: ["dataType", /*#__PURE__*/ words("VectorOptions", { float32: M.VectorDataType.VD_FLOAT_32 })],
    dimension: "dimension",
    metric: [
      "metricType",
      /*#__PURE__*/ words("VectorOptions", {
        euclidean: M.VectorMetricType.VM_EUCLIDEAN,
        cosine: M.VectorMetricType.VM_COSINE,
        dotProduct: M.VectorMetricType.VM_DOT_PRODUCT
      })
    ]
  },
  []
)

const singleWordCodec = /*#__PURE__*/ recordCodec<Extract<Analyzer, { readonly _tag: "SingleWord" }>>()(
  M.SingleWordAnalyzerParameter,
  "SingleWord",
  { caseSensitive: "caseSensitive", delimitWord: "delimitWord" },
  []
)

const splitCodec = /*#__PURE__*/ recordCodec<Extract<Analyzer, { readonly _tag: "Split" }>>()(
  M.SplitAnalyzerParameter,
  "Split",
  { delimiter: "delimiter", caseSensitive: "caseSensitive" },
  []
)

const fuzzyCodec = /*#__PURE__*/ recordCodec<Extract<Analyzer, { readonly _tag: "Fuzzy" }>>()(
  M.FuzzyAnalyzerParameter,
  "Fuzzy",
  { minChars: "minChars", maxChars: "maxChars", caseSensitive: "caseSensitive" },
  []
)

const noBytes = /*#__PURE__*/ new Uint8Array(0)

/** Parameters are left out when there are none. */
const parameter = (bytes: Uint8Array): Pick<M.FieldSchema, "analyzerParameter"> =>
  bytes.length === 0 ? {} : { analyzerParameter: bytes }

const analyzerTo = (analyzer: Analyzer): Pick<M.FieldSchema, "analyzer" | "analyzerParameter"> => {
  switch (analyzer._tag) {
    case "SingleWord":
      return { analyzer: "single_word", ...parameter(singleWordCodec.encode(analyzer)) }
    case "MaxWord":
      return { analyzer: "max_word" }
    case "MinWord":
      return { analyzer: "min_word" }
    case "Split":
      return { analyzer: "split", ...parameter(splitCodec.encode(analyzer)) }
    case "Fuzzy":
      return { analyzer: "fuzzy", ...parameter(fuzzyCodec.encode(analyzer)) }
    case "Other":
      return { analyzer: analyzer.name, ...parameter(analyzer.parameter ?? noBytes) }
  }
}

const analyzerFrom = (name: string, bytes: Uint8Array | undefined): Analyzer => {
  switch (name) {
    case "single_word":
      return singleWordCodec.decode(bytes ?? noBytes)
    case "max_word":
      return { _tag: "MaxWord" }
    case "min_word":
      return { _tag: "MinWord" }
    case "split":
      return splitCodec.decode(bytes ?? noBytes)
    case "fuzzy":
      return fuzzyCodec.decode(bytes ?? noBytes)
    default:
      return { _tag: "Other", name, ...(bytes === undefined ? {} : { parameter: bytes }) }
  }
}

type Direct = Omit<IndexField, "analyzer" | "fields" | "sourceFields" | "dateFormats">

/** All of a field that has a place of its own and is no list. */
const directCodec = /*#__PURE__*/ recordCodec<Direct>()(
  M.FieldSchema,
  undefined,
  {
    name: "fieldName",
    type: ["fieldType", fieldTypes],
    indexOptions: ["indexOptions", indexOptions],
    index: "index",
    sortAndAgg: "sortAndAgg",
    store: "store",
    isArray: "isArray",
    isVirtual: "isVirtualField",
    enableHighlighting: "enableHighlighting",
    vector: ["vectorOptions", nested(() => vectorCodec)],
    jsonType: ["jsonType", jsonTypes]
  },
  ["name", "type"]
)

/** Fields as `FieldSchema` messages. */
export const indexFieldConverter: Converter<IndexField, M.FieldSchema> = {
  to: (field) =>
    oneLevelDeeper("FieldSchema", () => ({
      ...directCodec.toMessage(field),
      ...(field.analyzer === undefined ? {} : analyzerTo(field.analyzer)),
      fieldSchemas: (field.fields ?? []).map((inner) => indexFieldConverter.to(inner)),
      sourceFieldNames: field.sourceFields ?? [],
      dateFormats: field.dateFormats ?? []
    })),
  from: (message) =>
    oneLevelDeeper("FieldSchema", () => ({
      ...directCodec.fromMessage(message),
      ...(message.analyzer === undefined
        ? {}
        : { analyzer: analyzerFrom(message.analyzer, message.analyzerParameter) }),
      ...(message.fieldSchemas.length === 0
        ? {}
        : { fields: message.fieldSchemas.map((inner) => indexFieldConverter.from(inner)) }),
      ...(message.sourceFieldNames.length === 0 ? {} : { sourceFields: message.sourceFieldNames }),
      ...(message.dateFormats.length === 0 ? {} : { dateFormats: message.dateFormats })
    }))
}

/** Definitions as `IndexSchema` messages. */
export const indexSchemaConverter: Converter<IndexSchema, M.IndexSchema> = {
  to: (schema) => ({
    fieldSchemas: schema.fields.map(indexFieldConverter.to),
    indexSetting: {
      // The official clients always send one shard.
      numberOfShards: schema.numberOfShards ?? 1,
      routingFields: schema.routingFields ?? [],
      routingPartitionSize: schema.routingPartitionSize
    },
    indexSort: schema.sort === undefined ? undefined : sorts.to(schema.sort)
  }),
  from: ({ fieldSchemas, indexSetting, indexSort }) => ({
    fields: fieldSchemas.map(indexFieldConverter.from),
    ...(indexSetting?.numberOfShards === undefined ? {} : { numberOfShards: indexSetting.numberOfShards }),
    ...(indexSetting === undefined || indexSetting.routingFields.length === 0
      ? {}
      : { routingFields: indexSetting.routingFields }),
    ...(indexSetting?.routingPartitionSize === undefined
      ? {}
      : { routingPartitionSize: indexSetting.routingPartitionSize }),
    ...(indexSort === undefined ? {} : { sort: sorts.from(indexSort) })
  })
}
