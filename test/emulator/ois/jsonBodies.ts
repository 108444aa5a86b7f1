/** Documents as the SDKs write them. */
import { readFileSync } from "node:fs"

export interface JsonBody {
  readonly id: string
  readonly operation: string
  readonly query: string
  readonly input: Readonly<Record<string, unknown>>
  readonly python_body: string
  readonly python_content_md5: string
  readonly compact_body: string
  readonly compact_content_md5: string
}

const file = new URL("../../fixtures/vectors/qingstor-vectors.json", import.meta.url)

export const jsonBodies = (JSON.parse(readFileSync(file, "utf8")) as { readonly json_bodies: ReadonlyArray<JsonBody> })
  .json_bodies
