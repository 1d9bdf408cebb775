// The words people read, from the same files the pages take them from: a journey presses "Submit" in the reader's language.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./city.mjs";

const read = new Map();

function messages(language) {
  if (!read.has(language)) {
    const folder = path.join(root, "web/locales", language);
    const text = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
    read.set(language, new Map([...text.matchAll(/^([a-z][a-z0-9-]*) = (.+)$/gm)].map(([, key, words]) => [key, words])));
  }
  return read.get(language);
}

/** A message as a pattern: what is put into it may be anything. */
export function words(language, key) {
  const text = messages(language).get(key);
  if (text === undefined) throw new Error(`there is no message ${key} of one line in ${language}`);
  const parts = text.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join("[\\s\\S]*?"));
}
