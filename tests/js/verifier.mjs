// The scripts of the page /verify, in the order in which the page loads them, without a browser: the same bytes are tested that visitors get.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const scripts = fileURLToPath(new URL("../../web/static/verify/", import.meta.url));
const ORDER = [
  "hash", "words", "text", "documents", "papers", "bls-fields", "bls-curve", "bls-hash", "bls", "rules", "ranking",
  "ed25519", "note", "proofs", "check", "inflate", "archive",
];

globalThis.self = globalThis;
for (const name of ORDER) {
  const file = path.join(scripts, `${name}.js`);
  vm.runInThisContext(readFileSync(file, "utf8"), { filename: file });
}

export const drawV1 = globalThis.drawV1;
