/**
 * Generates `src/schema/tablestore/protobuf/generated` from the `.proto` files beside it: `node scripts/build-tablestore-proto.ts`.
 *
 * protobufjs reads the definitions and its Reader and Writer do the work at run time. The code in between is ours and
 * not that of `pbjs`, because the static code of `pbjs` cannot be tree-shaken (one message costs 616 KB minified here),
 * hands out 64-bit integers as Long objects, and fills absent fields with defaults.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import protobuf from "protobufjs"

const protoFolder = new URL("../src/schema/tablestore/protobuf/proto/", import.meta.url)
const generatedFolder = new URL("../src/schema/tablestore/protobuf/generated/", import.meta.url)

/** The definitions, in the order in which they may import each other. */
const definitions = ["table_store", "filter", "search", "timeseries", "tunnel", "delivery", "global_table"]

const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** How a scalar type is written, read and typed. `packed` is the Reader's method for the packed form. */
interface Scalar {
  readonly type: string
  readonly wire: 0 | 1 | 2 | 5
  readonly write: (tag: string, value: string) => string
  readonly read: string
  readonly packed?: string
}

const direct = (type: string, wire: Scalar["wire"], method: string, packed?: string): Scalar => ({
  type,
  wire,
  write: (tag, value) => `w.uint32(${tag}).${method}(${value})`,
  read: `r.${method}()`,
  ...(packed === undefined ? {} : { packed: `r.${packed}` })
})

/** Written by a function of `protobufMessage.ts` that checks the range. */
const checked = (type: string, name: string, read: string, packed: string): Scalar => ({
  type,
  wire: 0,
  write: (tag, value) => `P.write${name}(w.uint32(${tag}), ${value})`,
  read,
  packed
})

const enumeration = checked("number", "Int32", "r.int32()", "r.int32s")

const scalars: Readonly<Record<string, Scalar>> = {
  string: direct("string", 2, "string"),
  bytes: direct("Uint8Array", 2, "bytes"),
  bool: direct("boolean", 0, "bool", "bools"),
  double: direct("number", 1, "double", "doubles"),
  float: direct("number", 5, "float", "floats"),
  int32: checked("number", "Int32", "r.int32()", "r.int32s"),
  uint32: checked("number", "Uint32", "r.uint32()", "r.uint32s"),
  int64: checked("bigint", "Int64", "P.readInt64(r)", "P.packedInt64"),
  uint64: checked("bigint", "Uint64", "P.readUint64(r)", "P.packedUint64"),
  sint64: checked("bigint", "Sint64", "P.readSint64(r)", "P.packedSint64")
}

/** What is known of a field's type: its TypeScript type and how it is written and read. */
interface FieldCode {
  readonly type: string
  readonly scalar?: Scalar
  readonly message?: string
}

const fieldCode = (field: protobuf.Field): FieldCode => {
  const resolved = field.resolvedType
  if (resolved instanceof protobuf.Enum) return { type: resolved.name, scalar: enumeration }
  if (resolved instanceof protobuf.Type) return { type: resolved.name, message: resolved.name }
  const scalar = scalars[field.type]
  if (scalar === undefined) throw new Error(`${field.fullName}: no code for type ${field.type}`)
  return { type: scalar.type, scalar }
}

const comment = (text: string | null, indent: string): ReadonlyArray<string> =>
  text === null ? [] : [`${indent}/** ${text.replace(/\s+/g, " ")} */`]

const enumLines = (definition: protobuf.Enum): ReadonlyArray<string> => [
  ...comment(definition.comment, ""),
  `export const ${definition.name} = {`,
  Object.entries(definition.values)
    .map(([name, value]) => `  ${name}: ${value}`)
    .join(",\n"),
  `} as const`,
  `export type ${definition.name} = (typeof ${definition.name})[keyof typeof ${definition.name}]`,
  ""
]

const interfaceLines = (fields: ReadonlyArray<protobuf.Field>, name: string): ReadonlyArray<string> => [
  `export interface ${name} {`,
  ...fields.flatMap((field) => {
    const { type } = fieldCode(field)
    const property = camelCase(field.name)
    return [
      ...comment(field.comment, "  "),
      field.repeated
        ? `  readonly ${property}: ReadonlyArray<${type}>`
        : field.required
          ? `  readonly ${property}: ${type}`
          : `  readonly ${property}?: ${type} | undefined`
    ]
  }),
  "}"
]

const writeLine = (field: protobuf.Field): string => {
  const { scalar, message } = fieldCode(field)
  const property = camelCase(field.name)
  const tag = String((field.id << 3) | (message === undefined ? scalar!.wire : 2))
  const write = (value: string): string =>
    message === undefined ? scalar!.write(tag, value) : `P.writeNested(w, ${tag}, ${message}, ${value}, depth)`
  if (field.repeated) return `    if (m.${property} !== undefined) for (const v of m.${property}) ${write("v")}`
  return field.required
    ? `    ${write(`m.${property}`)}`
    : `    if (m.${property} !== undefined) ${write(`m.${property}`)}`
}

const readLines = (field: protobuf.Field): ReadonlyArray<string> => {
  const { scalar, message } = fieldCode(field)
  const property = camelCase(field.name)
  const read = message === undefined ? scalar!.read : `P.readNested(r, ${message}, depth)`
  const cast = scalar === enumeration ? ` as ${fieldCode(field).type}` : ""
  const tag = (wire: number): number => (field.id << 3) | wire
  const own = tag(message === undefined ? scalar!.wire : 2)
  if (!field.repeated) return [`        case ${own}: m.${property} = ${read}${cast}; break`]
  const lines = [`        case ${own}: m.${property}.push(${read}${cast}); break`]
  if (scalar?.packed !== undefined) {
    const into = scalar === enumeration ? `m.${property} as Array<number>` : `m.${property}`
    const call = scalar.packed.startsWith("P.") ? `${scalar.packed}(r, ${into})` : `${scalar.packed}(${into})`
    lines.push(`        case ${tag(2)}: ${call}; break`)
  }
  return lines
}

const messageLines = (definition: protobuf.Type): ReadonlyArray<string> => {
  const { name } = definition
  const fields = [...definition.fieldsArray].sort((a, b) => a.id - b.id)
  const required = fields.filter((field) => field.required).map((field) => JSON.stringify(camelCase(field.name)))
  const repeated = fields.filter((field) => field.repeated).map((field) => `${camelCase(field.name)}: []`)
  const nests = fields.some((field) => fieldCode(field).message !== undefined)
  const depth = nests ? ", depth" : ""
  return [
    ...comment(definition.comment, ""),
    ...interfaceLines(fields, name),
    `export const ${name}: P.Message<${name}> = {`,
    `  name: "${name}",`,
    ...(fields.length === 0 ? ["  write() {},"] : [`  write(m, w${depth}) {`, ...fields.map(writeLine), "  },"]),
    `  read(r${depth}) {`,
    repeated.length === 0
      ? `    const m = {} as P.Mutable<${name}>`
      : `    const m = { ${repeated.join(", ")} } as unknown as P.Mutable<${name}>`,
    "    while (r.pos < r.len) {",
    "      const tag = r.tag()",
    ...(fields.length === 0
      ? ["      P.skip(r, tag)"]
      : ["      switch (tag) {", ...fields.flatMap(readLines), "        default: P.skip(r, tag)", "      }"]),
    "    }",
    ...(required.length === 0 ? [] : [`    P.required(m, [${required.join(", ")}])`]),
    "    return m",
    "  }",
    "}",
    ""
  ]
}

const generateFile = (definition: string, root: protobuf.Root, source: protobuf.IParserResult): string => {
  const namespace = root.lookup(source.package!) as protobuf.Namespace
  const members = namespace.nestedArray
  const imports = new Map<string, Set<string>>()
  for (const member of members) {
    if (!(member instanceof protobuf.Type)) continue
    for (const { resolvedType } of member.fieldsArray) {
      if (resolvedType === null || resolvedType.parent === namespace) continue
      const file = camelCase(packageFiles.get(resolvedType.parent!.fullName.slice(1))!)
      if (!imports.has(file)) imports.set(file, new Set())
      imports.get(file)!.add(resolvedType.name)
    }
  }
  return [
    `// Generated from ../proto/${definition}.proto by scripts/build-tablestore-proto.ts: change that and run it again.`,
    "",
    `import * as P from "../../../wire/protobufMessage.ts"`,
    ...[...imports].map(([file, names]) => `import { ${[...names].sort().join(", ")} } from "./${file}.ts"`),
    "",
    ...members.flatMap((member) => {
      if (member instanceof protobuf.Enum) return enumLines(member)
      if (member instanceof protobuf.Type) return messageLines(member)
      throw new Error(`${member.fullName}: only enums and messages are supported`)
    })
  ].join("\n")
}

const packageFiles = new Map<string, string>()

/** The generated files: their text by name. */
export const generate = (): ReadonlyMap<string, string> => {
  const root = new protobuf.Root()
  const sources = definitions.map((definition) => {
    const text = readFileSync(new URL(`${definition}.proto`, protoFolder), "utf8")
    const source = protobuf.parse(text, root, { keepCase: true, alternateCommentMode: true })
    packageFiles.set(source.package!, definition)
    return { definition, source }
  })
  root.resolveAll()
  return new Map(
    sources.map(({ definition, source }) => [`${camelCase(definition)}.ts`, generateFile(definition, root, source)])
  )
}

if (import.meta.main) {
  mkdirSync(generatedFolder, { recursive: true })
  for (const [name, text] of generate()) writeFileSync(new URL(name, generatedFolder), text)
}
