/** Symbolic links. Source: OSS API, PutSymlink, GetSymlink. */
import * as Result from "effect/Result"
import { Body } from "../Body.ts"
import { setObject } from "../objectStore/state.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { checkNewObject, emptyObject, type NewObject, opaqueETag } from "./objects.ts"
import { accessObject, checkKey } from "./permissions.ts"
import { notSymlink } from "./refusals.ts"
import type { StoredObject } from "./state.ts"

/** Creates a link. Whether its target exists, and is no link itself, shows when it is read. */
export const putSymlink = (
  call: OssCall,
  input: NewObject & { readonly target: string }
): Result.Result<StoredObject, OssRefusal> =>
  Result.gen(function* () {
    const bucket = yield* checkNewObject(call, input)
    yield* checkKey(input.target)
    const link: StoredObject = {
      ...emptyObject(call, bucket, input.properties),
      type: "Symlink",
      body: Body.empty,
      crc64: 0n,
      eTag: opaqueETag(input.target),
      symlinkTarget: input.target
    }
    setObject(call.state, input.bucket, input.key, link)
    return link
  })

/** A link and its target's key. */
export const getSymlink = (
  call: OssCall,
  input: { readonly bucket: string; readonly key: string }
): Result.Result<{ readonly link: StoredObject; readonly target: string }, OssRefusal> =>
  Result.flatMap(accessObject(call, input.bucket, input.key, "read"), ({ object: link }) =>
    link.symlinkTarget === undefined
      ? Result.fail(notSymlink(input.key))
      : Result.succeed({ link, target: link.symlinkTarget })
  )
