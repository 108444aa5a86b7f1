/** One valid input for each operation, with a value for as many fields as can stand together. */
import * as Effect from "effect/Effect"
import { put } from "../../src/schema/tablestore/format/rowValue.ts"
import * as Filter from "../../src/schema/tablestore/row/filter.ts"
import { columns, key } from "../../src/schema/tablestore/row/rowRecord.ts"
import { operationCases } from "./tablestore/operations/cases/index.ts"

type Inputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const bucket = { bucket: "photos" }
const object = { ...bucket, key: "a/b.txt" }
const payer = { requestPayer: "requester" }

const content = { contentType: "text/plain", cacheControl: "no-cache", metadata: { author: "ada" } }
const written = {
  ...content,
  tagging: { a: "b" },
  acl: "private",
  storageClass: "IA",
  forbidOverwrite: true,
  serverSideEncryption: "KMS",
  trafficLimit: 819_200
}

/** Inputs of OSS. */
export const ossInputs: Inputs = {
  deleteBucket: bucket,
  getBucketAcl: bucket,
  getBucketInfo: bucket,
  getBucketLocation: bucket,
  getBucketStat: bucket,
  listBuckets: { prefix: "p", maxKeys: 10 },
  putBucket: { ...bucket, acl: "private", storageClass: "IA" },
  putBucketAcl: { ...bucket, acl: "private" },
  appendObject: { ...object, ...content, body: "text", position: 0 },
  getObject: { ...object, ...payer, range: [0, 9], ifMatch: "etag", onProgress: () => Effect.void },
  getObjectMeta: { ...object, ...payer },
  headObject: { ...object, ...payer, ifNoneMatch: "etag" },
  putObject: { ...object, ...written, body: "text" },
  copyObject: {
    ...object,
    ...written,
    source: { bucket: "photos", key: "b", versionId: "v" },
    metadataDirective: "REPLACE"
  },
  deleteMultipleObjects: { ...bucket, objects: [{ key: "a", versionId: "v" }, { key: "b" }], quiet: true },
  deleteObject: object,
  deleteObjectTagging: object,
  getObjectAcl: object,
  getObjectTagging: object,
  getSymlink: object,
  putObjectAcl: { ...object, acl: "private" },
  putObjectTagging: { ...object, tagging: { a: "b" } },
  putSymlink: { ...object, target: "c" },
  listObjects: { ...bucket, prefix: "a", maxKeys: 10 },
  listObjectsV2: { ...bucket, prefix: "a", maxKeys: 10 }
}

const tableName = "orders"
const primaryKey = key({ k: "a", n: 1n })
const condition = { rowExistence: "expectExist", columnCondition: Filter.exists("a") }

/** Inputs of Tablestore. */
export const tablestoreInputs: Inputs = {
  ...Object.fromEntries(operationCases.map(({ input, method }) => [method, input as Inputs[string]])),
  listTable: {},
  deleteTable: { tableName },
  putRow: { tableName, primaryKey, columns: columns({ a: 1n, b: "x" }), condition },
  deleteRow: { tableName, primaryKey, condition },
  batchGetRow: { tables: [{ tableName, primaryKeys: [primaryKey], maxVersions: 1 }] },
  batchWriteRow: {
    tables: [
      {
        tableName,
        rows: [
          { type: "put", primaryKey, columns: columns({ a: 1n }) },
          { type: "update", primaryKey, columns: [put("a", 1n)], condition },
          { type: "delete", primaryKey }
        ]
      }
    ]
  },
  commitTransaction: { transactionId: "t" },
  abortTransaction: { transactionId: "t" },
  createIndex: {
    mainTableName: tableName,
    indexMeta: { name: "ix", primaryKey: ["a"], definedColumns: ["b"] },
    includeBaseData: true
  },
  dropIndex: { mainTableName: tableName, indexName: "ix" },
  sqlQuery: { query: "SELECT * FROM orders" }
}
