/** Bytes of the PlainBuffer format. Source: Tablestore, PlainBuffer format. */

export const header = 0x75

export const Tag = {
  end: 0x00,
  rowKey: 0x01,
  rowData: 0x02,
  cell: 0x03,
  cellName: 0x04,
  cellValue: 0x05,
  cellOp: 0x06,
  cellTimestamp: 0x07,
  deleteMarker: 0x08,
  rowChecksum: 0x09,
  cellChecksum: 0x0a,
  extension: 0x0b,
  sequence: 0x0c,
  sequenceEpoch: 0x0d,
  sequenceTimestamp: 0x0e,
  sequenceRowIndex: 0x0f
} as const

export const ValueType = {
  integer: 0x00,
  double: 0x01,
  boolean: 0x02,
  string: 0x03,
  null: 0x06,
  binary: 0x07,
  infMin: 0x09,
  infMax: 0x0a,
  autoIncrement: 0x0b
} as const

export const CellOp = {
  deleteAllVersions: 0x01,
  deleteVersion: 0x03,
  increment: 0x04
} as const

/** Bytes of the sequence item's content: three tags, two int32 and an int64. */
export const sequenceLength = 19

/** Bytes of an extension that holds the sequence item: its tag, its length and its content. */
export const sequenceExtensionLength = 1 + 4 + sequenceLength
