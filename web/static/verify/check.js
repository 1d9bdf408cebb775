// The whole check, step by step, in the order in which the documents follow from each other (draw-v1, section 9).
// A report is plain values: steps with what they found, and the first fault. Which words say it is the page's business.
(function (drawV1) {
  "use strict";

  const { Fault, documents, rules, proofs, parse, firstDifference } = drawV1;
  const PASSED = 0, WRONG = 1, INCOMPLETE = 2;
  const TOP = ["about.txt", "notice.txt", "pool.txt", "freeze.txt", "seed.txt", "ceremony.txt", "result.txt", "opened.txt", "void.txt"];
  const STRIKES = "strikes/", PROOFS = "proofs/";

  /** Documents without which nothing follows. */
  class Missing extends Error {
    constructor(names) {
      super(names.join(", "));
      this.names = names;
    }
  }

  /** One bundle under check: its files by name, their hashes, and the steps so far; `trusted` are keys that its maker did not choose. */
  class Check {
    constructor(files, { hasher, signatures, trusted }, told) {
      const reveals = { documents: new Map(), before: null };
      Object.assign(this, { files, hasher, signatures, trusted, told, reveals, hashes: {}, steps: [], unchecked: [] });
      this.names = Object.keys(files).sort();
    }

    step(name) {
      this.steps.push({ name, state: "done", found: [] });
      this.told(0, 0);
    }

    /** What the step found: the key of a sentence and the values in it. */
    found(key, values = {}) {
      this.steps[this.steps.length - 1].found.push([key, values]);
    }

    has(name) {
      return Object.prototype.hasOwnProperty.call(this.files, name);
    }

    namesIn(folder) {
      return this.names.filter((name) => name.startsWith(folder));
    }

    read(kind) {
      if (!this.has(kind.file)) throw new Missing([kind.file]);
      return parse(kind, this.files[kind.file]);
    }

    async documents() {
      this.step("documents");
      for (const name of this.names) {
        this.hashes[name] = await this.hasher.bytes(this.files[name]);
        if (!name.startsWith(PROOFS)) this.found("document", { file: name, hash: this.hashes[name] });
      }
      const needed = this.has("void.txt") ? ["notice.txt", "freeze.txt"] : ["notice.txt", "freeze.txt", "seed.txt", "result.txt"];
      const missing = needed.filter((name) => !this.has(name));
      if (missing.length) throw new Missing(missing);
    }

    /** What was fixed before anything was revealed. */
    terms() {
      this.step("notice");
      const notice = (this.notice = this.read(documents.notice));
      this.found("terms", { draw: notice.draw, winners: notice.winners, alternates: notice.alternates });
      if (this.has("about.txt")) {
        rules.must("about.txt", 1, this.hashes["about.txt"], notice.about);
        this.found("about", { hash: notice.about });
      }
      if (notice.hasCeremony) this.ceremony = this.read(documents.ceremony);
      else if (this.has("ceremony.txt")) throw new Fault("ceremony.txt", 1, "must-not-exist");
      this.step("freeze");
      this.freeze = this.read(documents.freeze);
      rules.freezeFits(this.freeze, notice, this.hashes);
      const all = this.freeze.entries, standing = all.filter((entry) => entry.status === "in").length;
      this.found("frozen", { all: all.length, standing, hash: this.hashes["notice.txt"] });
      if (this.has("pool.txt")) {
        this.pool = this.read(documents.pool);
        rules.poolFits(this.pool, notice, this.hashes);
        this.found("pool", { count: this.pool.agencies.length, hash: notice.pool });
      }
    }

    /** The void rule ended it: nothing may follow. */
    voided() {
      this.step("void");
      const ended = this.read(documents.void);
      rules.voidFits(ended, this.notice, this.hashes);
      if (this.ceremony) rules.ceremonyFitsVoid(this.ceremony, this.notice, ended);
      const follows = ["seed.txt", "result.txt", "opened.txt"].filter((name) => this.has(name)).concat(this.namesIn(STRIKES));
      if (follows.length) throw new Fault(follows[0], 1, "must-not-exist");
      ended.withheld.forEach((who) => this.found("withheld", { who }));
      return { draw: this.notice.draw, withheld: ended.withheld };
    }

    async drawn() {
      const { notice, freeze, hashes, hasher } = this;
      this.step("reveals");
      const seed = this.read(documents.seed);
      await rules.seedFits(seed, notice, freeze, this);
      if (this.ceremony) await rules.ceremonyFitsSeed(this.ceremony, notice, seed, hasher);
      await this.revealed(seed, new Map(rules.expectedReveals(notice, freeze)));
      this.step("ranking");
      const ranking = await drawV1.rank(hashes["seed.txt"], freeze, hasher, this.told);
      const result = this.read(documents.result);
      const expected = documents.result.write({ draw: notice.draw, seed: hashes["seed.txt"], ranking });
      const difference = firstDifference(documents.result.write(result), expected);
      if (difference) throw new Fault("result.txt", difference.line, difference.expected === null ? "surplus" : "mismatch", difference);
      ranking.slice(0, 3).forEach(({ label, key }, index) => this.found("rank", { rank: index + 1, label, key }));
      this.found("same-result", { count: ranking.length, hash: hashes["result.txt"] });
      return this.standing(result);
    }

    async revealed(seed, commits) {
      seed.reveals.forEach(([who, secret]) => {
        const commitment = commits.get(who);
        if (secret === "-") this.found("silent", { who });
        else this.found(commitment === "ceremony" ? "dice" : "secret", { who, secret, commitment });
      });
      if (this.notice.beacon !== "-") this.reveals = await rules.revealDocuments(seed, this.notice, this.hasher);
      this.step("seed");
      if (this.notice.beacon !== "-") this.found("beacon", { beacon: seed.beacon[0], signature: seed.beacon[1] });
      this.found("seed", { seed: this.hashes["seed.txt"] });
    }

    /** Rulings in the order of their numbers, without a gap: one left out would change who stands. Then the openings. */
    async standing(result) {
      this.step("standing");
      const standing = new drawV1.Standing(this, result);
      let number = 1;
      const next = () => `${STRIKES}${String(number).padStart(3, "0")}.txt`;
      const applied = new Set();
      for (; this.has(next()); number++) {
        const ruling = parse(documents.ruling, this.files[next()], next());
        await standing.apply(ruling, next());
        applied.add(next());
        this.found(ruling.act, { label: ruling.label, reason: ruling.reason });
      }
      const stray = this.namesIn(STRIKES).find((name) => !applied.has(name));
      if (stray) throw new Fault(stray, 1, "mismatch", { expected: next() });
      const behind = new Map();
      if (this.has("opened.txt")) {
        const opened = this.read(documents.opened);
        await standing.checkOpened(opened, this.pool);
        opened.openings.forEach(([label, id]) => behind.set(label, id));
      }
      const { winners, alternates } = standing.outcome();
      const named = (label) => ({ label, id: behind.get(label) || null });
      winners.map(named).forEach(({ label, id }) => this.found(id ? "winner-opened" : "winner", { label, id }));
      alternates.forEach((label, index) => this.found("alternate", { label, number: index + 1 }));
      return { draw: this.notice.draw, seed: result.seed, result: this.hashes["result.txt"], winners: winners.map(named), alternates: alternates.map(named) };
    }

    /** Every log entry in the bundle must hold the hash of its document, and lie in the log where its proof says. */
    async log() {
      this.step("log");
      for (const name of this.namesIn(PROOFS).filter((other) => !proofs.isProof(other))) {
        const document = /\.entry$/.test(name) ? documentOf(name) : "";
        const hash = this.has(document) ? this.hashes[document] : this.reveals.documents.get(stemOf(name));
        if (!hash) {
          this.unchecked.push(name);
          this.found("unchecked", { file: name });
          continue;
        }
        const { body } = parse(documents.entry, this.files[name], name);
        if (body.length > 1) throw new Fault(name, documents.entry.bodyLine, "salted-proof");
        rules.must(name, documents.entry.bodyLine, body[0], hash);
        this.found("entry", { file: name, hash: body[0] });
      }
      absent(this).forEach((file) => this.found("absent", { file }));
      if (!this.trusted.witnesses.length && !this.namesIn(PROOFS).some(proofs.isProof)) return;
      this.step("proofs");
      await proofs.checkProofs(this);
    }
  }

  /** `proofs/freeze.entry` → `freeze`. */
  const stemOf = (proof) => proof.slice(PROOFS.length, -".entry".length);

  /** `proofs/freeze.entry` → `freeze.txt`, `proofs/strike-001.entry` → `strikes/001.txt`. */
  function documentOf(proof) {
    const stem = stemOf(proof);
    return (stem.startsWith("strike-") ? STRIKES + stem.slice(7) : stem) + ".txt";
  }

  const entryOf = (document) => `${PROOFS}${document.replace(/\.txt$/, "").replace(STRIKES, "strike-")}.entry`;

  /** What a bundle of this draw should have and this one has not. */
  function absent(check) {
    const expected = ["about.txt"].concat(check.notice.pool === "open" ? [] : ["pool.txt"], check.has("void.txt") ? [] : ["opened.txt"]);
    if (!check.namesIn(PROOFS).length) expected.push(PROOFS);
    else expected.push(...check.names.filter((name) => !name.startsWith(PROOFS)).map(entryOf));
    return expected.filter((name) => name === PROOFS || !check.has(name));
  }

  /** What a check needs: hashes and signatures, by `crypto.subtle` where the page has it, and the keys that somebody trusts (`drawV1.trust`). */
  drawV1.tools = (subtle, trusted = { logs: [], witnesses: [] }) => ({ hasher: drawV1.hasher(subtle), signatures: drawV1.signatures(subtle), trusted });

  /** Whether the protocol knows a document of this name. */
  drawV1.isKnown = (name) => TOP.includes(name) || /^strikes\/[^/]*\.txt$/.test(name) || /^proofs\/([^/]*\.(entry|tlog-proof)|log\.vkey)$/.test(name);

  /**
   * Checks the bundle whose files are given by name as bytes, with `drawV1.tools`; `told(done, all)` hears of progress.
   * Gives { code: 0 every check passed, 1 something is wrong, 2 something needed is missing; steps; fault; missing; outcome; unchecked }.
   */
  drawV1.verify = async function (files, tools, told = () => {}) {
    const known = {};
    Object.keys(files).filter(drawV1.isKnown).forEach((name) => (known[name] = files[name]));
    const check = new Check(known, tools, told);
    const report = { code: PASSED, steps: check.steps, fault: null, missing: [], outcome: null, unchecked: check.unchecked };
    try {
      await check.documents();
      check.terms();
      report.outcome = check.has("void.txt") ? check.voided() : await check.drawn();
      await check.log();
    } catch (problem) {
      if (problem instanceof Missing) Object.assign(report, { code: INCOMPLETE, missing: problem.names });
      else if (problem instanceof Fault) Object.assign(report, { code: WRONG, fault: problem });
      else throw problem;
      check.steps[check.steps.length - 1].state = "failed";
    }
    return report;
  };
})((self.drawV1 = self.drawV1 || {}));
