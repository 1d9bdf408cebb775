// Bundles of any size from nothing but the text of the protocol, and single faults in a given one; none of the page's scripts is used here.

import { createHash } from "node:crypto";

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** The files of a draw with this many entries, one ticket each: text by name. */
export function uniform(count) {
  const draw = `large/${count}`;
  const commit = (who, secret) => sha256(`draw/v1 commit\n${draw}\n${who}\n${secret}\n`);
  const [platform, officer] = [sha256("p"), sha256("o")];
  const about = "about\n";
  const notice =
    `draw/v1 notice\ndraw ${draw}\nabout ${sha256(about)}\nwinners 1\nalternates 2\nmode uniform\npool open\nnonces none\n` +
    "opens 2026-12-01T01:00:00Z\ncloses 2026-12-02T09:00:00Z\nreveal-by 2026-12-02T10:00:00Z\nbeacon -\nsubstitution ranked\n" +
    `commit platform ${commit("platform", platform)}\ncommit officer:witness ${commit("officer:witness", officer)}\n`;
  const labels = Array.from({ length: count }, (_, index) => `b-${sha256(String(index)).slice(0, 40)}`).sort();
  const freeze = `draw/v1 freeze\ndraw ${draw}\nnotice ${sha256(notice)}\nentries ${count}\n${labels.map((label) => `entry ${label} 1 in -\n`).join("")}`;
  const seed =
    `draw/v1 seed\ndraw ${draw}\nnotice ${sha256(notice)}\nfreeze ${sha256(freeze)}\n` +
    `reveal platform ${platform}\nreveal officer:witness ${officer}\nbeacon -\n`;
  const ranking = labels.map((label) => [sha256(`draw/v1 ticket\n${sha256(seed)}\n${label}\n1\n`), label]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const ranks = ranking.map(([key, label], index) => `rank ${index + 1} ${label} ${key}\n`).join("");
  const result = `draw/v1 result\ndraw ${draw}\nseed ${sha256(seed)}\nranked ${count}\n${ranks}`;
  return { "about.txt": about, "notice.txt": notice, "freeze.txt": freeze, "seed.txt": seed, "result.txt": result };
}

const otherDigit = (hex) => hex.slice(0, -1) + (hex.endsWith("0") ? "1" : "0");

/** [what is wrong, the changed files, file and line that must be named]. `files` is a bundle of the market: text by name. */
export function faults(files) {
  const changed = (name, edit) => ({ ...files, [name]: edit(files[name]) });
  return [
    ["two ranks exchanged", changed("result.txt", (text) => text.replace("rank 1 ", "rank x ").replace("rank 2 ", "rank 1 ").replace("rank x ", "rank 2 ")), "result.txt", 5],
    ["CR LF", changed("freeze.txt", (text) => text.replace(/\n/g, "\r\n")), "freeze.txt", 1],
    ["a secret that does not open", changed("seed.txt", (text) => text.replace(/reveal platform \w+/, otherDigit)), "seed.txt", 5],
    ["a line too much", changed("result.txt", (text) => `${text}rank 99 zzz ${sha256("z")}\n`), "result.txt", files["result.txt"].split("\n").length],
    ["no final LF", changed("notice.txt", (text) => text.slice(0, -1)), "notice.txt", 15],
    ["capitals", changed("notice.txt", (text) => text.replace(/about \w+/, (found) => `about ${found.slice(6).toUpperCase()}`)), "notice.txt", 3],
    ["a word of the notice for people", changed("about.txt", (text) => `${text}!`), "about.txt", 1],
    ["a byte of a proof's path", changed("proofs/result.tlog-proof", (text) => text.replace(/^(index \d+\n)(.)/m, (_, index, letter) => index + (letter === "A" ? "B" : "A"))), "proofs/result.tlog-proof", 1],
    ["a byte of the log's signature", changed("proofs/freeze.tlog-proof", (text) => text.replace(/(— \S+ .{40})(.)/, (_, before, letter) => before + (letter === "A" ? "B" : "A"))), "proofs/freeze.tlog-proof", 1],
    ["another agency opened", changed("opened.txt", (text) => text.replace(/open (\S+) (\S)/, "open $1 0$2")), "opened.txt", 4],
  ];
}
