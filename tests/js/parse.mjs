// Reads single documents with the scripts of the page /verify. Standard input: "KIND PATH" on each line.
// One line for each: "read", or the number of the line that is refused.

import { readFileSync } from "node:fs";
import { drawV1 } from "./verifier.mjs";

function judge(line) {
  const [kind, path] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
  try {
    drawV1.parse(drawV1.documents[kind], new Uint8Array(readFileSync(path)), kind);
    return "read";
  } catch (problem) {
    if (problem instanceof drawV1.Fault) return String(problem.line);
    throw problem;
  }
}

process.stdout.write(readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => `${judge(line)}\n`).join(""));
