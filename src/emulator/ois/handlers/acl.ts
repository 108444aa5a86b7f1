/** Calls on the ACL of a bucket. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { empty } from "../../frame/Answer.ts"
import * as Documents from "../documents.ts"
import type { OisRefusal } from "../OisRefusal.ts"
import type { Handlers } from "../OisRequest.ts"
import { ownBucket } from "../permissions.ts"
import { apply, receiveJson } from "../receiving.ts"
import { invalidRequest } from "../refusals.ts"
import { AclDocument, type Grant } from "../settings.ts"

const checkGrants = (grants: ReadonlyArray<Grant>): Result.Result<void, OisRefusal> => {
  const unknown = grants.find(({ grantee }) =>
    grantee.type === "group" ? grantee.name !== "QS_ALL_USERS" : (grantee.id ?? "") === ""
  )
  return unknown === undefined
    ? Result.succeed(undefined)
    : Result.fail(invalidRequest("A grantee is a user with an id, or the group QS_ALL_USERS."))
}

export const aclHandlers: Handlers = {
  PutBucketACL: (request) =>
    Effect.gen(function* () {
      const { bucket: name, call } = request
      yield* apply(() => ownBucket(call, name))
      const { acl } = yield* receiveJson(request, AclDocument)
      return yield* apply(() =>
        Result.gen(function* () {
          const bucket = yield* ownBucket(call, name)
          yield* checkGrants(acl)
          // The owner has every right anyway, and is listed in any case.
          const grants = acl.filter(({ grantee }) => grantee.type === "group" || grantee.id !== bucket.owner.id)
          call.state.buckets.set(name, { ...bucket, grants })
          return empty(200)
        })
      )
    }),

  GetBucketACL: ({ bucket, call }) =>
    apply(() => Result.map(ownBucket(call, bucket), (found) => Documents.json(200, Documents.accessControlList(found))))
}
