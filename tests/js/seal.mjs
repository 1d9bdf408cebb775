// The scripts of the sealing page without a browser. Each line of standard input is a request in JSON, each line of the answer too:
// {"act": "seal", committee, label, object, plaintext} · {"act": "open", committee, keys, sealed} · {"act": "capital", fen} · {"act": "decimal", typed, places}.

import { readFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

globalThis.self = globalThis;
for (const name of ["hpke", "envelope", "quote"]) {
  const file = fileURLToPath(new URL(`../../web/static/seal/${name}.js`, import.meta.url));
  vm.runInThisContext(readFileSync(file, "utf8"), { filename: file });
}
const { bidV1 } = globalThis;
const bids = bidV1.bids(webcrypto);

const acts = {
  seal: async ({ committee, label, object, plaintext }) => {
    const made = await bids.seal(committee, label, object, bidV1.text(plaintext));
    return { ...made, sealed: bids.packed(made, []) };
  },
  open: ({ committee, keys, sealed }) => bids.open(committee, keys, sealed),
  capital: async ({ fen }) => ({ words: bidV1.capital(fen) }),
  decimal: async ({ typed, places }) => bidV1.decimal(typed, places),
};

for (const line of readFileSync(0, "utf8").split("\n").slice(0, -1)) {
  const asked = JSON.parse(line);
  const answer = await acts[asked.act](asked).catch((error) => ({ shut: String(error.message || error.name) }));
  process.stdout.write(JSON.stringify(answer) + "\n");
}
