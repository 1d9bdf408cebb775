// The documents of a draw in the order of its life: how each is read, what holds inside it, and how it is written (draw-v1, section 2).
(function (drawV1) {
  "use strict";

  const { words, numbers, Fault } = drawV1;
  const LARGEST_WEIGHT = 10000000;
  const put = (key, ...values) => `${key} ${values.join(" ")}\n`;
  const putAll = (key, list) => list.map((values) => put(key, ...values)).join("");

  // ---- notice.txt: one line for each key, then who commits.

  const TERMS = [
    ["draw", words.draw], ["about", words.hash], ["winners", words.number], ["alternates", words.number], ["mode", words.mode],
    ["pool", words.pool], ["nonces", words.nonces], ["opens", words.time], ["closes", words.time], ["reveal-by", words.time],
    ["beacon", words.orDash(words.beacon)], ["substitution", words.substitution],
  ];

  const notice = {
    file: "notice.txt",
    read(lines) {
      lines.header("draw/v1 notice");
      const found = {};
      TERMS.forEach(([key, field]) => (found[key] = lines.value(key, field)));
      found.commits = [lines.words("commit", [words.platform, words.hash])];
      do found.commits.push(lines.words("commit", [words.officer, words.commitment]));
      while (lines.follows("commit"));
      checkNotice(found);
      found.hasCeremony = found.commits.some(([, commitment]) => commitment === "ceremony");
      return found;
    },
    write: (found) => "draw/v1 notice\n" + TERMS.map(([key]) => put(key, found[key])).join("") + putAll("commit", found.commits),
  };

  function checkNotice(found) {
    const fault = (line, rule, facts) => new Fault(notice.file, line, rule, facts);
    const [opens, closes, revealBy] = ["opens", "closes", "reveal-by"].map((key) => numbers.second(found[key]));
    if (found.winners === "0") throw fault(4, "none");
    if (opens >= closes) throw fault(10, "times");
    if (closes >= revealBy) throw fault(11, "times");
    const expected = numbers.earliestRound(found["reveal-by"]);
    if (found.beacon !== "-" && numbers.isLess(numbers.roundOf(found.beacon), expected)) throw fault(12, "round-too-early", { expected });
    const seen = new Set();
    found.commits.forEach(([who], index) => {
      if (seen.has(who)) throw fault(14 + index, "twice");
      seen.add(who);
    });
  }

  // ---- freeze.txt: four lines, then one for each entry.

  const freeze = {
    file: "freeze.txt",
    head: 4,
    read(lines) {
      lines.header("draw/v1 freeze");
      const found = { draw: lines.value("draw", words.draw), notice: lines.value("notice", words.hash) };
      const count = lines.value("entries", words.count);
      const rows = lines.list("entry", [words.label, words.weight, words.status, words.orDash(words.hash)]);
      found.entries = rows.map(([label, weight, status, commitment]) => ({ label, weight: Number(weight), status, commitment }));
      lines.finish();
      const expected = String(found.entries.length);
      if (count !== expected) throw new Fault(this.file, this.head, "mismatch", { expected });
      checkFreeze(found.entries);
      return found;
    },
    write({ draw, notice: hash, entries }) {
      const rows = entries.map((entry) => [entry.label, entry.weight, entry.status, entry.commitment]);
      return "draw/v1 freeze\n" + put("draw", draw) + put("notice", hash) + put("entries", entries.length) + putAll("entry", rows);
    },
  };

  function checkFreeze(entries) {
    const line = freeze.head + 1;
    entries.forEach((entry, index) => {
      if (index > 0 && entries[index - 1].label >= entry.label) throw new Fault(freeze.file, line + index, "not-ascending");
    });
    if (!entries.some((entry) => entry.status === "in")) throw new Fault(freeze.file, freeze.head, "none");
    let sum = 0;
    entries.forEach((entry, index) => {
      sum += entry.weight;
      if (sum > LARGEST_WEIGHT) throw new Fault(freeze.file, line + index, "weight-sum", { expected: String(LARGEST_WEIGHT) });
    });
  }

  // ---- seed.txt: every byte of it is forced.

  const seed = {
    file: "seed.txt",
    head: 4,
    read(lines) {
      lines.header("draw/v1 seed");
      const found = { draw: lines.value("draw", words.draw), notice: lines.value("notice", words.hash), freeze: lines.value("freeze", words.hash) };
      found.reveals = lines.list("reveal", [words.who, words.orDash(words.hash)]);
      const isDash = lines.all[lines.read] === "beacon -";
      found.beacon = isDash ? lines.words("beacon", [words.orDash(words.beacon)]) : lines.words("beacon", [words.beacon, words.signature]);
      return found;
    },
    write: ({ draw, notice: noticeHash, freeze: freezeHash, reveals, beacon }) =>
      "draw/v1 seed\n" + put("draw", draw) + put("notice", noticeHash) + put("freeze", freezeHash) + putAll("reveal", reveals) + put("beacon", ...beacon),
  };

  const ceremony = {
    file: "ceremony.txt",
    head: 2,
    read(lines) {
      lines.header("draw/v1 ceremony");
      return { draw: lines.value("draw", words.draw), throws: lines.list("ceremony", [words.officer, words.digits]) };
    },
    write: ({ draw, throws }) => "draw/v1 ceremony\n" + put("draw", draw) + putAll("ceremony", throws),
  };

  // ---- result.txt: the whole ranking.

  const result = {
    file: "result.txt",
    head: 4,
    read(lines) {
      lines.header("draw/v1 result");
      const found = { draw: lines.value("draw", words.draw), seed: lines.value("seed", words.hash), ranking: [] };
      const count = lines.value("ranked", words.count);
      while (lines.follows("rank")) {
        const [rank, label, key] = lines.words("rank", [words.count, words.label, words.hash]);
        found.ranking.push({ label, key });
        const expected = String(found.ranking.length);
        if (rank !== expected) throw lines.fault("mismatch", { expected });
      }
      lines.finish();
      const expected = String(found.ranking.length);
      if (count !== expected) throw new Fault(this.file, this.head, "mismatch", { expected });
      return found;
    },
    write({ draw, seed: hash, ranking }) {
      const rows = ranking.map(({ label, key }, index) => [index + 1, label, key]);
      return "draw/v1 result\n" + put("draw", draw) + put("seed", hash) + put("ranked", ranking.length) + putAll("rank", rows);
    },
  };

  drawV1.documents = { notice, freeze, seed, ceremony, result };
})((self.drawV1 = self.drawV1 || {}));
