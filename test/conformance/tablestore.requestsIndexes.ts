/** Calls about search indexes, for both clients. */
import TableStore from "tablestore"
import { IndexField, Sort } from "../../src/index.ts"
import { wordsOf } from "./tablestore.requestsQueries.ts"
import type { Call, Difference } from "./tablestore.requestsRecorder.ts"

const { FieldType, IndexOptions, SortOrder, VectorDataType, VectorMetricType } = TableStore

const target = { tableName: "orders", indexName: "orders_index" }

const created = (
  name: string,
  fieldSchemas: ReadonlyArray<unknown>,
  fields: ReadonlyArray<IndexField.IndexField>,
  differences?: ReadonlyArray<Difference>
): Call => ({
  name,
  method: "createSearchIndex",
  theirs: { ...target, schema: { fieldSchemas } },
  ours: (tablestore) => tablestore.createSearchIndex({ ...target, schema: { fields } }),
  ...(differences === undefined ? {} : { differences })
})

const types = wordsOf(FieldType, "long", "double", "boolean", "keyword", "text", "nested", "geoPoint", "date", "vector")

const emptyParameter: Difference = {
  reason: "the vendor's client sends parameters of an analyzer also when there are none, we leave them out",
  apply: (message) => ({
    ...message,
    schema: {
      ...message.schema,
      fieldSchemas: message.schema.fieldSchemas.map(({ analyzerParameter, ...field }: any) => field)
    }
  })
}

const text = { fieldName: "a", fieldType: FieldType.TEXT }

const analyzers: ReadonlyArray<
  readonly [name: string, parameter: unknown, ours: IndexField.Analyzer, differences?: ReadonlyArray<Difference>]
> = [
  ["single_word", {}, IndexField.singleWord(), [emptyParameter]],
  [
    "single_word",
    { caseSensitive: true, delimitWord: false },
    IndexField.singleWord({ caseSensitive: true, delimitWord: false })
  ],
  ["max_word", undefined, IndexField.maxWord()],
  ["min_word", undefined, IndexField.minWord()],
  ["split", {}, IndexField.split(), [emptyParameter]],
  ["split", { delimiter: "," }, IndexField.split({ delimiter: "," })],
  ["fuzzy", {}, IndexField.fuzzy(), [emptyParameter]],
  ["fuzzy", { minChars: 1, maxChars: 7 }, IndexField.fuzzy({ minChars: 1, maxChars: 7 })]
]

const fieldCalls: ReadonlyArray<Call> = [
  created(
    "fields of all types",
    types.map(([fieldType, type]) => ({ fieldName: `of_${type}`, fieldType })),
    types.map(([, type]) => ({ name: `of_${type}`, type }))
  ),
  created(
    "fields with all that can be said",
    [
      {
        fieldName: "a",
        fieldType: FieldType.TEXT,
        index: true,
        enableSortAndAgg: true,
        store: true,
        isAnArray: true,
        isVirtualField: true,
        sourceFieldNames: ["b", "c"],
        enableHighlighting: true
      },
      {
        fieldName: "items",
        fieldType: FieldType.NESTED,
        fieldSchemas: [
          { fieldName: "sku", fieldType: FieldType.KEYWORD, index: true },
          {
            fieldName: "deep",
            fieldType: FieldType.NESTED,
            fieldSchemas: [{ fieldName: "x", fieldType: FieldType.LONG }]
          }
        ]
      },
      { fieldName: "placed", fieldType: FieldType.DATE, dateFormats: ["yyyy-MM-dd", "epoch_millis"] }
    ],
    [
      {
        name: "a",
        type: "text",
        index: true,
        sortAndAgg: true,
        store: true,
        isArray: true,
        isVirtual: true,
        sourceFields: ["b", "c"],
        enableHighlighting: true
      },
      IndexField.nested("items", [
        IndexField.keyword("sku", { index: true }),
        IndexField.nested("deep", [IndexField.long("x")])
      ]),
      IndexField.date("placed", { dateFormats: ["yyyy-MM-dd", "epoch_millis"] })
    ]
  ),
  ...wordsOf(IndexOptions, "docs", "freqs", "positions", "offsets").map(([indexOptions, word]) =>
    created(
      `a text of which ${word} are kept`,
      [{ ...text, indexOptions }],
      [IndexField.text("a", { indexOptions: word })]
    )
  ),
  ...analyzers.map(([analyzer, analyzerParameter, ours, differences]) =>
    created(
      `a text analyzed by ${analyzer}, ${JSON.stringify(analyzerParameter)}`,
      [{ ...text, analyzer, analyzerParameter }],
      [IndexField.text("a", { analyzer: ours })],
      differences
    )
  ),
  ...wordsOf(VectorDataType, "float32").flatMap(([dataType, dataWord]) =>
    wordsOf(VectorMetricType, "euclidean", "cosine", "dotProduct").map(([metricType, metric]) =>
      created(
        `a vector of ${dataWord}, compared by ${metric}`,
        [{ fieldName: "v", fieldType: FieldType.VECTOR, vectorOptions: { dataType, dimension: 4, metricType } }],
        [IndexField.vector("v", { vector: { dataType: dataWord, dimension: 4, metric } })]
      )
    )
  )
]

export const indexCalls: ReadonlyArray<Call> = [
  ...fieldCalls,
  {
    name: "an index that replaces another, with routing and an order",
    method: "createSearchIndex",
    theirs: {
      ...target,
      sourceIndexName: "old_index",
      timeToLive: 90_000,
      schema: {
        fieldSchemas: [{ fieldName: "a", fieldType: FieldType.KEYWORD }],
        indexSetting: { routingFields: ["user"], routingPartitionSize: 4 },
        indexSort: {
          sorters: [
            { primaryKeySort: { order: SortOrder.SORT_ORDER_ASC } },
            { fieldSort: { fieldName: "a", order: SortOrder.SORT_ORDER_DESC } }
          ]
        }
      }
    },
    ours: (tablestore) =>
      tablestore.createSearchIndex({
        ...target,
        sourceIndexName: "old_index",
        timeToLive: 90_000,
        schema: {
          fields: [IndexField.keyword("a")],
          routingFields: ["user"],
          routingPartitionSize: 4,
          sort: [Sort.primaryKey("asc"), Sort.field("a", "desc")]
        }
      })
  },
  {
    name: "rows that are kept for good",
    method: "updateSearchIndex",
    theirs: { ...target, timeToLive: -1 },
    ours: (tablestore) => tablestore.updateSearchIndex({ ...target, timeToLive: -1 })
  },
  {
    name: "the description of an index",
    method: "describeSearchIndex",
    theirs: target,
    ours: (tablestore) => tablestore.describeSearchIndex(target)
  },
  {
    name: "the indexes of a table",
    method: "listSearchIndex",
    theirs: { tableName: "orders" },
    ours: (tablestore) => tablestore.listSearchIndex({ tableName: "orders" })
  },
  {
    name: "the indexes of all tables",
    method: "listSearchIndex",
    theirs: {},
    ours: (tablestore) => tablestore.listSearchIndex({})
  },
  {
    name: "the end of an index",
    method: "deleteSearchIndex",
    theirs: target,
    ours: (tablestore) => tablestore.deleteSearchIndex(target)
  }
]
