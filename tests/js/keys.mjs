// Reads public keys with the scripts of the page /verify. Standard input: one on a line. One line for each: "log", "witness" or "no".

import { readFileSync } from "node:fs";
import { drawV1 } from "./verifier.mjs";

const hasher = drawV1.hasher(globalThis.crypto.subtle);
for (const line of readFileSync(0, "utf8").split("\n").slice(0, -1)) {
  const key = await drawV1.note.readKey(line, hasher);
  process.stdout.write(`${key ? (key.isWitness ? "witness" : "log") : "no"}\n`);
}
