// The documents beside the draw itself: who may sign up, who was opened, who stepped back, a void, and an entry of the log.
(function (drawV1) {
  "use strict";

  const { words, documents } = drawV1;
  const LONGEST_ENTRY = 65535;
  const put = (key, ...values) => `${key} ${values.join(" ")}\n`;
  const putAll = (key, list) => list.map((values) => put(key, ...[].concat(values))).join("");

  documents.pool = {
    file: "pool.txt",
    read(lines) {
      lines.header("draw/v1 pool");
      const found = { draw: lines.value("draw", words.draw), agencies: [] };
      while (lines.follows("agency")) {
        const id = lines.value("agency", words.registryId);
        if (found.agencies.length && found.agencies[found.agencies.length - 1] >= id) throw lines.fault("not-ascending");
        found.agencies.push(id);
      }
      return found;
    },
    write: ({ draw, agencies }) => "draw/v1 pool\n" + put("draw", draw) + putAll("agency", agencies),
  };

  documents.opened = {
    file: "opened.txt",
    head: 3,
    read(lines) {
      lines.header("draw/v1 opened");
      const found = { draw: lines.value("draw", words.draw), result: lines.value("result", words.hash) };
      found.openings = lines.list("open", [words.label, words.registryId, words.hash]);
      return found;
    },
    write: ({ draw, result, openings }) => "draw/v1 opened\n" + put("draw", draw) + put("result", result) + putAll("open", openings),
  };

  // strikes/001.txt, 002.txt …
  const RULING = [
    ["draw", words.draw], ["result", words.hash], ["label", words.label], ["reason", words.reason], ["by", words.pseudonym],
    ["evidence", words.hash], ["at", words.time],
  ];
  const act = { shape: "strike|admit", accepts: (text) => text === "strike" || text === "admit" };

  documents.ruling = {
    file: "strikes/001.txt",
    read(lines) {
      const found = { act: lines.value("draw/v1", act) };
      RULING.forEach(([key, field]) => (found[key] = lines.value(key, field)));
      return found;
    },
    write: (found) => put("draw/v1", found.act) + RULING.map(([key]) => put(key, found[key])).join(""),
  };

  documents.void = {
    file: "void.txt",
    head: 3,
    read(lines) {
      lines.header("draw/v1 void");
      const found = { draw: lines.value("draw", words.draw), freeze: lines.value("freeze", words.hash), withheld: [] };
      do found.withheld.push(lines.value("withheld", words.withheld));
      while (lines.follows("withheld"));
      return found;
    },
    write: ({ draw, freeze, withheld }) => "draw/v1 void\n" + put("draw", draw) + put("freeze", freeze) + putAll("withheld", withheld),
  };

  // The bytes of one entry of the log; its fifth line holds the hash of the document (audit-v1, "Entry").
  const ENTRY = [["audit/v1", words.kind], ["at", words.time], ["actor", words.pseudonym], ["subject", words.pseudonym]];
  const salted = { shape: "salted", accepts: (text) => text === "salted" };

  documents.entry = {
    bodyLine: 5,
    read(lines) {
      if (lines.text.length > LONGEST_ENTRY) throw lines.fault("too-long", { expected: String(LONGEST_ENTRY) });
      const found = {};
      ENTRY.forEach(([key, field]) => (found[key] = lines.value(key, field)));
      found.body = lines.follows("body salted") ? lines.words("body", [salted, words.hash]) : lines.words("body", [words.hash]);
      return found;
    },
    write: (found) => ENTRY.map(([key]) => put(key, found[key])).join("") + put("body", ...found.body),
  };
})((self.drawV1 = self.drawV1 || {}));
