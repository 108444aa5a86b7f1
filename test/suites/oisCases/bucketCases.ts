/** The calls on buckets and their access. Documents are those of the API's pages. */
import * as DateTime from "effect/DateTime"
import type { OisCase } from "./OisCase.ts"

const bucket = "test-bucket"
const time = DateTime.makeUnsafe
const json = { "content-type": "application/json" }

const corsDocument = {
  cors_rules: [
    {
      allowed_origin: "http://*.example.com",
      allowed_methods: ["GET", "PUT"],
      allowed_headers: ["*"],
      expose_headers: ["X-QS-Date"],
      max_age_seconds: 200
    }
  ],
  resp_vary: "enabled"
}
const cors = {
  corsRules: [
    {
      allowedOrigin: "http://*.example.com",
      allowedMethods: ["GET", "PUT"],
      allowedHeaders: ["*"],
      exposeHeaders: ["X-QS-Date"],
      maxAgeSeconds: 200
    }
  ],
  respVary: "enabled"
}

const policyDocument = {
  statement: [
    {
      id: "site",
      user: ["*"],
      action: ["get_object"],
      effect: "allow",
      resource: ["test-bucket/*"],
      condition: {
        string_like: { Referer: ["*.example.com"] },
        string_not_like: { Referer: ["*.other.com"] },
        ip_address: { source_ip: ["172.16.0.0/24"] },
        not_ip_address: { source_ip: ["172.16.0.9/32"] },
        is_null: { Referer: false }
      }
    }
  ]
}
const policy = {
  statement: [
    {
      id: "site",
      user: ["*"],
      action: ["get_object"],
      effect: "allow",
      resource: ["test-bucket/*"],
      condition: {
        stringLike: { referer: ["*.example.com"] },
        stringNotLike: { referer: ["*.other.com"] },
        ipAddress: { sourceIp: ["172.16.0.0/24"] },
        notIpAddress: { sourceIp: ["172.16.0.9/32"] },
        isNull: { referer: false }
      }
    }
  ]
}

export const bucketCases: Readonly<Record<string, ReadonlyArray<OisCase>>> = {
  listLocations: [
    {
      input: { lang: "en-us" },
      request: ["GET", "/?location&lang=en-us"],
      answer: [200, { locations: [{ id: "jn1", name: "Jinan", endpoint: "jn1.is.shanhe.com" }] }],
      output: { locations: [{ id: "jn1", name: "Jinan", endpoint: "jn1.is.shanhe.com" }] }
    }
  ],
  headBucket: [{ input: { bucket }, request: ["HEAD", "/test-bucket"] }],
  deleteBucket: [{ input: { bucket }, request: ["DELETE", "/test-bucket"], answer: [204] }],
  getBucketStatistics: [
    {
      input: { bucket },
      request: ["GET", "/test-bucket?stats"],
      answer: [
        200,
        {
          name: bucket,
          location: "pek3a",
          url: "https://test-bucket.pek3a.qingstor.com",
          status: "active",
          created: "2016-08-22T15:03:32.000Z",
          count: 3,
          size: 120,
          storage_classes: { STANDARD: { count: 2, size: 100, billing_size: 100 }, STANDARD_IA: { count: 1 } }
        }
      ],
      output: {
        name: bucket,
        location: "pek3a",
        url: "https://test-bucket.pek3a.qingstor.com",
        status: "active",
        created: time("2016-08-22T15:03:32.000Z"),
        count: 3,
        size: 120,
        storageClasses: { STANDARD: { count: 2, size: 100, billingSize: 100 }, STANDARD_IA: { count: 1 } }
      }
    },
    {
      input: { bucket },
      request: ["GET", "/test-bucket?stats"],
      answer: [200, { status: "half-gone" }],
      output: { status: "half-gone" }
    }
  ],
  getBucketAcl: [
    {
      input: { bucket },
      request: ["GET", "/test-bucket?acl"],
      answer: [
        200,
        {
          owner: { id: "usr-mine", name: "" },
          acl: [
            { grantee: { type: "user", id: "usr-mine", name: "me" }, permission: "FULL_CONTROL" },
            { grantee: { type: "robot", id: null }, permission: "DREAM" }
          ]
        }
      ],
      output: {
        owner: { id: "usr-mine", name: "" },
        acl: [
          { grantee: { type: "user", id: "usr-mine", name: "me" }, permission: "FULL_CONTROL" },
          { grantee: { type: "robot" }, permission: "DREAM" }
        ]
      }
    }
  ],
  putBucketCors: [{ input: { bucket, ...cors }, request: ["PUT", "/test-bucket?cors", json, corsDocument] }],
  getBucketCors: [
    { input: { bucket }, request: ["GET", "/test-bucket?cors"], answer: [200, corsDocument], output: cors },
    { input: { bucket }, request: ["GET", "/test-bucket?cors"], answer: [200, {}], output: { corsRules: [] } }
  ],
  deleteBucketCors: [{ input: { bucket }, request: ["DELETE", "/test-bucket?cors"], answer: [204] }],
  putBucketPolicy: [{ input: { bucket, ...policy }, request: ["PUT", "/test-bucket?policy", json, policyDocument] }],
  getBucketPolicy: [
    { input: { bucket }, request: ["GET", "/test-bucket?policy"], answer: [200, policyDocument], output: policy },
    {
      input: { bucket },
      request: ["GET", "/test-bucket?policy"],
      // One text where there may be several, and null for what is not set.
      answer: [
        200,
        { statement: [{ id: "a", user: "*", action: "get_object", effect: "deny", resource: null, condition: null }] }
      ],
      output: { statement: [{ id: "a", user: ["*"], action: ["get_object"], effect: "deny" }] }
    }
  ],
  deleteBucketPolicy: [{ input: { bucket }, request: ["DELETE", "/test-bucket?policy"], answer: [204] }]
}
