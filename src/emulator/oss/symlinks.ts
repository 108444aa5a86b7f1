/** Symbolic links. Source: OSS API, PutSymlink, GetSymlink. */
import * as Result from "effect/Result"
import { Body } from "../Body.ts"
import type { Call } from "./Call.ts"
import { notSymlink } from "./faults.ts"
import type { OssFault } from "./OssFault.ts"
import { checkNewObject, emptyObject, type NewObject, opaqueETag } from "./objects.ts"
import { accessObject, checkKey } from "./permissions.ts"
import { type StoredObject, setObject } from "./state.ts"

/** Creates a link. Whether its target exists, and is no link itself, shows when it is read. */
export const putSymlink = (
  call: Call,
  input: NewObject & { readonly target: string }
): Result.Result<StoredObject, OssFault> =>
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
  call: Call,
  input: { readonly bucket: string; readonly key: string }
): Result.Result<{ readonly link: StoredObject; readonly target: string }, OssFault> =>
  Result.flatMap(accessObject(call, input.bucket, input.key, "read"), ({ object: link }) =>
    link.symlinkTarget === undefined
      ? Result.fail(notSymlink(input.key))
      : Result.succeed({ link, target: link.symlinkTarget })
  )
