// Judges bundles with the scripts of the page /verify. Standard input: a folder or zip archive on each line.
// One line for each: "0", or "1 FILE LINE" with the first fault, or "2". With --plain SHA-256 is the scripts' own.

import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { drawV1 } from "./verifier.mjs";

const hasher = drawV1.hasher(process.argv.includes("--plain") ? null : globalThis.crypto.subtle);

function filesIn(folder, below = "") {
  const files = {};
  for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
    const name = below + entry.name;
    if (entry.isDirectory()) Object.assign(files, filesIn(folder, `${name}/`));
    else files[name] = new Uint8Array(readFileSync(path.join(folder, name)));
  }
  return files;
}

async function judge(place) {
  let files;
  try {
    files = statSync(place).isDirectory() ? filesIn(place) : drawV1.unzip(new Uint8Array(readFileSync(place)));
  } catch (problem) {
    if (problem instanceof drawV1.Unreadable) return "2";
    throw problem;
  }
  const { code, fault } = await drawV1.verify(files, hasher);
  return fault ? `${code} ${fault.file} ${fault.line}` : String(code);
}

const answers = [];
for (const place of readFileSync(0, "utf8").split("\n").filter(Boolean)) answers.push(await judge(place));
process.stdout.write(answers.join("\n") + "\n");
