/** The calls on the settings of buckets. */
import * as DateTime from "effect/DateTime"
import type { OisCase } from "./OisCase.ts"

const bucket = "test-bucket"
const time = DateTime.makeUnsafe
const json = { "content-type": "application/json" }

const rule = { id: "a", status: "enabled", filter: { prefix: "data/" } }
const lifecycleDocument = {
  rule: [
    { ...rule, expiration: { days: 30 } },
    { ...rule, id: "b", abort_incomplete_multipart_upload: { days_after_initiation: 3 } },
    { ...rule, id: "c", filter: {}, transition: { days: 30, storage_class: "STANDARD_IA" } },
    { ...rule, id: "d", status: "disabled", noncurrent_version_expiration: { days: 1 } },
    { ...rule, id: "e", noncurrent_version_transition: { days: 31, storage_class: "STANDARD_IA" } }
  ]
}
const lifecycle = {
  rule: [
    { ...rule, expiration: { days: 30 } },
    { ...rule, id: "b", abortIncompleteMultipartUpload: { daysAfterInitiation: 3 } },
    { ...rule, id: "c", filter: {}, transition: { days: 30, storageClass: "STANDARD_IA" } },
    { ...rule, id: "d", status: "disabled", noncurrentVersionExpiration: { days: 1 } },
    { ...rule, id: "e", noncurrentVersionTransition: { days: 31, storageClass: "STANDARD_IA" } }
  ]
}

const notificationDocument = {
  notifications: [
    {
      id: "n",
      event_types: ["create_object"],
      cloudfunc: "image",
      cloudfunc_args: { action: "resize:w_10", key_prefix: "gen", key_seprate: "_", save_bucket: "other" },
      object_filters: ["*.jpg"],
      notify_url: "https://example.com/told"
    }
  ]
}
const notification = {
  notifications: [
    {
      id: "n",
      eventTypes: ["create_object"],
      cloudfunc: "image",
      cloudfuncArgs: { action: "resize:w_10", keyPrefix: "gen", keySeparator: "_", saveBucket: "other" },
      objectFilters: ["*.jpg"],
      notifyUrl: "https://example.com/told"
    }
  ]
}

const replicationDocument = {
  rules: [
    {
      id: "r",
      status: "enabled",
      filters: { prefix: "a/" },
      destination: { bucket: "other-bucket", storage_class: "STANDARD_IA" },
      sync_marker: "enabled",
      delete_marker: "disabled"
    }
  ]
}
const replication = {
  rules: [
    {
      id: "r",
      status: "enabled",
      filters: { prefix: "a/" },
      destination: { bucket: "other-bucket", storageClass: "STANDARD_IA" },
      syncMarker: "enabled",
      deleteMarker: "disabled"
    }
  ]
}

export const settingCases: Readonly<Record<string, ReadonlyArray<OisCase>>> = {
  putBucketLifecycle: [
    { input: { bucket, ...lifecycle }, request: ["PUT", "/test-bucket?lifecycle", json, lifecycleDocument] }
  ],
  getBucketLifecycle: [
    {
      input: { bucket },
      request: ["GET", "/test-bucket?lifecycle"],
      answer: [200, { rule: [{ ...lifecycleDocument.rule[0], state: "ready", created: 1_449_313_829 }] }],
      output: { rule: [{ ...lifecycle.rule[0], state: "ready", created: time(1_449_313_829_000) }] }
    },
    {
      input: { bucket },
      request: ["GET", "/test-bucket?lifecycle"],
      answer: [200, { rule: [{ ...rule, status: "paused" }] }],
      output: { rule: [{ ...rule, status: "paused" }] }
    }
  ],
  deleteBucketLifecycle: [{ input: { bucket }, request: ["DELETE", "/test-bucket?lifecycle"], answer: [204] }],
  putBucketExternalMirror: [
    {
      input: { bucket, sourceSite: "https://example.com/a/" },
      request: ["PUT", "/test-bucket?mirror", json, { source_site: "https://example.com/a/" }]
    }
  ],
  getBucketExternalMirror: [
    {
      input: { bucket },
      request: ["GET", "/test-bucket?mirror"],
      answer: [200, { source_site: "https://example.com/a/" }],
      output: { sourceSite: "https://example.com/a/" }
    }
  ],
  deleteBucketExternalMirror: [{ input: { bucket }, request: ["DELETE", "/test-bucket?mirror"], answer: [204] }],
  putBucketNotification: [
    { input: { bucket, ...notification }, request: ["PUT", "/test-bucket?notification", json, notificationDocument] }
  ],
  getBucketNotification: [
    {
      input: { bucket },
      request: ["GET", "/test-bucket?notification"],
      answer: [200, notificationDocument],
      output: notification
    }
  ],
  deleteBucketNotification: [{ input: { bucket }, request: ["DELETE", "/test-bucket?notification"], answer: [204] }],
  putBucketLogging: [
    {
      input: { bucket, targetBucket: "log-bucket", targetPrefix: "" },
      request: ["PUT", "/test-bucket?logging", json, { target_bucket: "log-bucket", target_prefix: "" }]
    }
  ],
  getBucketLogging: [{ input: { bucket }, request: ["GET", "/test-bucket?logging"], answer: [200, {}] }],
  deleteBucketLogging: [{ input: { bucket }, request: ["DELETE", "/test-bucket?logging"], answer: [204] }],
  putBucketCname: [
    {
      input: { bucket, domain: "a.example.com", type: "normal" },
      request: ["PUT", "/test-bucket?cname", json, { domain: "a.example.com", type: "normal" }]
    }
  ],
  getBucketCname: [
    {
      input: { bucket, type: "website" },
      request: ["GET", "/test-bucket?cname&type=website"],
      answer: [
        200,
        { count: 1, cname_records: [{ domain: "a.example.com", type: "website", created: "2016-08-22T15:03:32.000Z" }] }
      ],
      output: {
        count: 1,
        cnameRecords: [{ domain: "a.example.com", type: "website", created: time("2016-08-22T15:03:32.000Z") }]
      }
    }
  ],
  deleteBucketCname: [
    {
      input: { bucket, domain: "a.example.com" },
      request: ["DELETE", "/test-bucket?cname", json, { domain: "a.example.com" }],
      answer: [204]
    }
  ],
  putBucketReplication: [
    { input: { bucket, ...replication }, request: ["PUT", "/test-bucket?replication", json, replicationDocument] }
  ],
  getBucketReplication: [
    {
      input: { bucket },
      request: ["GET", "/test-bucket?replication"],
      answer: [
        200,
        { rules: [{ ...replicationDocument.rules[0], destination: { bucket: "other-bucket", zone: "sh1a" } }] }
      ],
      output: { rules: [{ ...replication.rules[0], destination: { bucket: "other-bucket", zone: "sh1a" } }] }
    }
  ],
  deleteBucketReplication: [{ input: { bucket }, request: ["DELETE", "/test-bucket?replication"], answer: [204] }],
  putBucketVersioning: [
    { input: { bucket, status: "ENABLED" }, request: ["PUT", "/test-bucket?versioning", json, { status: "ENABLED" }] }
  ],
  getBucketVersioning: [
    {
      input: { bucket },
      request: ["GET", "/test-bucket?versioning"],
      answer: [200, { status: "SUSPENDED" }],
      output: { status: "SUSPENDED" }
    }
  ]
}
