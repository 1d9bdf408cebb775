// The letters a city without a mail server writes into its folder, read as their receivers would.

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

/** The address (path) of the newest one-time link that was sent to `email`; waits until the letter is there. */
export async function linkSentTo(folder, email) {
  const deadline = Date.now() + 40_000;
  while (Date.now() < deadline) {
    for (const text of await lettersTo(path.join(folder, "mail"), email)) {
      const link = /https?:\/\/[^/\s]+(\/link\/[A-Za-z0-9_-]+)/.exec(text)?.[1];
      if (link) return link;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no letter with a link came to ${email}`);
}

async function lettersTo(folder, email) {
  const files = await readdir(folder);
  const found = [];
  for (const file of files) {
    const place = path.join(folder, file);
    const text = await readFile(place, "utf8");
    if (new RegExp(`^To: .*${email.replace(/[.+]/g, "\\$&")}`, "m").test(text)) found.push([(await stat(place)).mtimeMs, plainText(text)]);
  }
  return found.sort(([a], [b]) => b - a).map(([, text]) => text);
}

/** The plain half of a letter, decoded. */
function plainText(letter) {
  const boundary = /boundary="([^"]+)"/.exec(letter)?.[1];
  const part = letter.split(`--${boundary}`).find((one) => /Content-Type: text\/plain/i.test(one)) ?? "";
  const [head, ...body] = part.trimStart().split("\r\n\r\n");
  const text = body.join("\r\n\r\n");
  if (/base64/i.test(head)) return Buffer.from(text, "base64").toString("utf8");
  if (!/quoted-printable/i.test(head)) return text;
  return Buffer.from(text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1").toString("utf8");
}
