/** The behaviours of Tablestore on the emulator: in the process, and over sockets, with both versions of signatures. */
import { TablestoreTest } from "../../src/testing.ts"
import { tablestoreRareSuite } from "../suites/tablestoreRareSuite.ts"
import { tablestoreSuite } from "../suites/tablestoreSuite.ts"

tablestoreSuite("in the process", TablestoreTest.layer)
tablestoreSuite("over sockets", TablestoreTest.layerSockets())
tablestoreSuite("over sockets, signed by version 4", TablestoreTest.layerSockets({ signatureVersion: "v4" }))

tablestoreRareSuite("in the process", TablestoreTest.layer)
tablestoreRareSuite("over sockets", TablestoreTest.layerSockets())
