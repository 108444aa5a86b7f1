import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import { answer, type Step } from "../suites/scriptedHttp.ts"
import { scriptedOss } from "../suites/scriptedOss.ts"

const entry = (key: string, more = "") =>
  `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>1</Size>${more}</Contents>`
const page = (content: string): Step =>
  answer(
    200,
    { "content-type": "application/xml" },
    `<ListBucketResult><Name>photos</Name>${content}</ListBucketResult>`
  )
const buckets = (content: string): Step =>
  answer(
    200,
    { "content-type": "application/xml" },
    `<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name><Location>oss-cn-hangzhou</Location><CreationDate>2026-01-01T00:00:00.000Z</CreationDate></Bucket></Buckets>${content}</ListAllMyBucketsResult>`
  )

const listed = (steps: ReadonlyArray<Step>, use: (oss: OssService) => Stream.Stream<unknown, unknown>) => {
  const { seen, layer } = scriptedOss({ steps, retryPolicy: RetryPolicy.layerNone })
  const run = Effect.flatMap(Oss, (oss) => Stream.runCollect(use(oss))).pipe(Effect.provide(layer))
  return { seen, run }
}
const objects = (oss: OssService) => oss.listObjectsAll({ bucket: "photos" })

describe("lists that page", () => {
  it.effect("go on by their token, and end where the service says so", () =>
    Effect.gen(function* () {
      const { run, seen } = listed(
        [
          page(`${entry("a")}<IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken>`),
          page("<IsTruncated>true</IsTruncated><NextContinuationToken>t2</NextContinuationToken>"),
          page(`${entry("b")}<IsTruncated>false</IsTruncated><NextContinuationToken>t3</NextContinuationToken>`)
        ],
        objects
      )
      assert.deepStrictEqual(
        (yield* run).map((object) => (object as { readonly key: string }).key),
        ["a", "b"]
      )
      assert.lengthOf(seen, 3)
    })
  )

  it.effect("are an error where they say that there is more and not where", () =>
    Effect.gen(function* () {
      for (const content of [
        "<IsTruncated>true</IsTruncated>",
        "<IsTruncated>true</IsTruncated><NextContinuationToken/>",
        // The older form of the list, from a server that does not know the newer one.
        "<Marker/><IsTruncated>true</IsTruncated><NextMarker>b</NextMarker>"
      ]) {
        const { run } = listed([page(entry("a") + content)], objects)
        const error = yield* Effect.flip(run)
        assert.match(String((error as Error).message), /there is more, but not where it goes on/)
      }
      const { run } = listed([buckets("<IsTruncated>true</IsTruncated>")], (oss) => oss.listBucketsAll())
      assert.match(String(((yield* Effect.flip(run)) as Error).message), /Oss\.listBuckets: .*not where it goes on/)
    })
  )

  it.effect("are an error where they do not advance", () =>
    Effect.gen(function* () {
      const stuck = page(`${entry("a")}<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>`)
      const { run, seen } = listed([stuck, stuck, stuck], objects)
      assert.match(String(((yield* Effect.flip(run)) as Error).message), /does not come to an end/)
      assert.lengthOf(seen, 2)
      const circle = buckets("<IsTruncated>true</IsTruncated><NextMarker>m</NextMarker>")
      const other = listed([circle, circle, circle], (oss) => oss.listBucketsAll())
      assert.match(String(((yield* Effect.flip(other.run)) as Error).message), /does not come to an end/)
    })
  )
})

describe("answers are read generously", () => {
  const output = <A, E>(step: Step, use: (oss: OssService) => Effect.Effect<A, E>) => {
    const { layer } = scriptedOss({ steps: [step], retryPolicy: RetryPolicy.layerNone })
    return Effect.provide(Effect.flatMap(Oss, use), layer)
  }
  const xml = { "content-type": "application/xml" }

  it.effect("entries may lack what nobody needs, and empty elements are empty", () =>
    Effect.gen(function* () {
      const { commonPrefixes, objects: found } = yield* output(
        page(`${entry("a")}${entry("b", "<StorageClass>Quantum</StorageClass><Owner/>")}<CommonPrefixes/><Prefix/>`),
        (oss) => oss.listObjectsV2({ bucket: "photos" })
      )
      assert.deepStrictEqual(
        found.map(({ storageClass, owner, eTag }) => [storageClass, owner, eTag]),
        [
          [undefined, undefined, undefined],
          ["Quantum", {}, undefined]
        ]
      )
      assert.deepStrictEqual(commonPrefixes, [])
    })
  )

  it.effect("words that nobody knows are words", () =>
    Effect.gen(function* () {
      const acl = yield* output(
        answer(
          200,
          xml,
          "<AccessControlPolicy><AccessControlList><Grant>public-append</Grant></AccessControlList></AccessControlPolicy>"
        ),
        (oss) => oss.getBucketAcl({ bucket: "photos" })
      )
      assert.deepStrictEqual([acl.accessControlList?.acl, acl.owner], ["public-append", undefined])
      const info = yield* output(
        answer(
          200,
          xml,
          "<BucketInfo><Bucket><Name>photos</Name><Location>oss-x</Location><CreationDate>2026-01-01T00:00:00.000Z</CreationDate><AccessControlList><Grant>new</Grant></AccessControlList><DataRedundancyType>GRS</DataRedundancyType></Bucket></BucketInfo>"
        ),
        (oss) => oss.getBucketInfo({ bucket: "photos" })
      )
      assert.deepStrictEqual(
        [info.bucket.accessControlList?.acl, info.bucket.dataRedundancyType, info.bucket.owner],
        ["new", "GRS", undefined]
      )
      const head = yield* output(
        answer(200, { "x-oss-server-side-encryption": "ROT13", "x-oss-object-type": "Crystal", etag: '"E"' }),
        (oss) => oss.headObject({ bucket: "photos", key: "a" })
      )
      assert.deepStrictEqual([head.serverSideEncryption, head.objectType], ["ROT13", "Crystal"])
    })
  )

  it.effect("a put whose ETag is hidden has none", () =>
    Effect.gen(function* () {
      const put = yield* output(answer(200, {}), (oss) => oss.putObject({ bucket: "photos", key: "a", body: "" }))
      assert.isUndefined(put.eTag)
    })
  )
})

describe("what a caller wrote is sent as it is meant", () => {
  const conditionOf = (ifNoneMatch: string) =>
    Effect.gen(function* () {
      const { layer, seen } = scriptedOss({ steps: [answer(200, { etag: '"E"' })] })
      yield* Effect.provide(
        Effect.flatMap(Oss, (oss) => oss.headObject({ bucket: "photos", key: "a", ifNoneMatch })),
        layer
      )
      return seen[0]!.headers["if-none-match"]
    })

  it.effect("ETags of conditions: bare, quoted, weak, any, several", () =>
    Effect.gen(function* () {
      for (const [given, sent] of [
        ["TAG", '"TAG"'],
        ['"TAG"', '"TAG"'],
        ['W/"TAG"', 'W/"TAG"'],
        ["*", "*"],
        ['"A", "B"', '"A", "B"']
      ] as const) {
        assert.strictEqual(yield* conditionOf(given), sent)
      }
    })
  )
})
