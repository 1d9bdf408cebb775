// Judges bundles with the scripts of the page /verify. Standard input: a folder or zip archive on each line.
// One line for each: "0", or "1 FILE LINE" with the first fault, or "2". With --plain hashes and signatures are the scripts' own.
// --key=KEY, once or more: keys of the log and of witnesses that count.

import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { drawV1 } from "./verifier.mjs";

const subtle = process.argv.includes("--plain") ? null : globalThis.crypto.subtle;
const keys = process.argv.filter((argument) => argument.startsWith("--key=")).map((argument) => argument.slice("--key=".length));
const tools = drawV1.tools(subtle, await drawV1.trust(keys.join("\n"), drawV1.hasher(subtle)));

// Many of the draws judged here name the same round. Each signature is checked, but once.
const { signsRound } = drawV1;
const signed = new Map();
drawV1.signsRound = (round, signature) => {
  const asked = `${round} ${signature}`;
  if (!signed.has(asked)) signed.set(asked, signsRound(round, signature));
  return signed.get(asked);
};

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
  const { code, fault } = await drawV1.verify(files, tools);
  return fault ? `${code} ${fault.file} ${fault.line}` : String(code);
}

const answers = [];
for (const place of readFileSync(0, "utf8").split("\n").filter(Boolean)) answers.push(await judge(place));
process.stdout.write(answers.join("\n") + "\n");
