// What must hold between the documents: each belongs to those before it, every secret opens its commitment, and silence has its consequence.
(function (drawV1) {
  "use strict";

  const { Fault, documents, numbers } = drawV1;
  const { notice: NOTICE, freeze: FREEZE, seed: SEED, ceremony: CEREMONY, pool: POOL, void: VOID } = documents;

  /** Throws unless a line of a document holds what it must. */
  function must(file, line, found, expected) {
    if (found !== expected) throw new Fault(file, line, "mismatch", { expected });
  }

  function freezeFits(freeze, notice, hashes) {
    must(FREEZE.file, 2, freeze.draw, notice.draw);
    must(FREEZE.file, 3, freeze.notice, hashes[NOTICE.file]);
    freeze.entries.forEach((entry, index) => {
      const line = FREEZE.head + 1 + index;
      if (notice.mode === "uniform" && entry.weight !== 1) throw new Fault(FREEZE.file, line, "weight-in-uniform");
      if (notice.nonces === "none" && entry.commitment !== "-") throw new Fault(FREEZE.file, line, "nonces-forbidden");
    });
  }

  function poolFits(pool, notice, hashes) {
    if (notice.pool === "open") throw new Fault(POOL.file, 1, "must-not-exist");
    must(POOL.file, 2, pool.draw, notice.draw);
    must(POOL.file, 1, hashes[POOL.file], notice.pool);
  }

  /** Whose reveal a seed must hold, in order, each with the commitment it must open (`ceremony`: the dice say). */
  function expectedReveals(notice, freeze) {
    const applicants = freeze.entries.filter((entry) => entry.commitment !== "-");
    return notice.commits.concat(applicants.map((entry) => ["applicant:" + entry.label, entry.commitment]));
  }

  async function seedFits(seed, notice, freeze, { hashes, hasher }) {
    must(SEED.file, 2, seed.draw, notice.draw);
    must(SEED.file, 3, seed.notice, hashes[NOTICE.file]);
    must(SEED.file, 4, seed.freeze, hashes[FREEZE.file]);
    const expected = expectedReveals(notice, freeze);
    for (let index = 0; index < expected.length; index++) {
      const [who, commitment] = expected[index], line = SEED.head + 1 + index;
      if (index >= seed.reveals.length || seed.reveals[index][0] !== who) throw new Fault(SEED.file, line, "line", { expected: `reveal ${who} …` });
      const secret = seed.reveals[index][1];
      if (secret === "-") {
        // Without a beacon the silence of the platform or of any officer ends the draw without a seed.
        if (notice.beacon === "-" && !who.startsWith("applicant:")) throw new Fault(SEED.file, line, "silent", { who });
      } else if (commitment !== "ceremony") {
        const opened = await hasher.text(`draw/v1 commit\n${notice.draw}\n${who}\n${secret}\n`);
        if (opened !== commitment) throw new Fault(SEED.file, line, "wrong-secret", { who });
      }
    }
    if (seed.reveals.length > expected.length) throw new Fault(SEED.file, SEED.head + 1 + expected.length, "line", { expected: "beacon …" });
    beaconFits(seed, notice, SEED.head + 1 + expected.length);
  }

  /**
   * With a beacon: the documents by which the parties revealed, which stand in the seed, as hashes by the names of their proofs; and the second before
   * which they must have been made.
   */
  async function revealDocuments(seed, notice, hasher) {
    const documents = new Map();
    for (const [who, secret] of seed.reveals.filter(([, other]) => other !== "-")) {
      const text = `draw/v1 reveal\ndraw ${notice.draw}\nfreeze ${seed.freeze}\nreveal ${who} ${secret}\n`;
      documents.set("reveal-" + who.split(":").join("-"), await hasher.text(text));
    }
    return { documents, before: numbers.timeOf(notice.beacon) };
  }

  /** The round of the notice, and the one signature it has. */
  function beaconFits(seed, notice, line) {
    const [beacon, signature] = seed.beacon;
    must(SEED.file, line, beacon, notice.beacon);
    if (beacon === "-") return;
    const round = numbers.roundOf(beacon);
    if (!drawV1.signsRound(round, signature)) throw new Fault(SEED.file, line, "false-signature", { round });
  }

  /** One throw for each of these officers, in this order. */
  function throwsFit(ceremony, notice, officers) {
    must(CEREMONY.file, 2, ceremony.draw, notice.draw);
    officers.forEach((who, index) => {
      const thrown = ceremony.throws[index];
      if (!thrown || thrown[0] !== who) throw new Fault(CEREMONY.file, CEREMONY.head + 1 + index, "line", { expected: `ceremony ${who} …` });
    });
    if (ceremony.throws.length > officers.length) throw new Fault(CEREMONY.file, CEREMONY.head + 1 + officers.length, "surplus");
  }

  const diceOfficers = (notice) => notice.commits.filter(([, commitment]) => commitment === "ceremony").map(([who]) => who);

  /** The digits must give what the ceremony officers revealed. */
  async function ceremonyFitsSeed(ceremony, notice, seed, hasher) {
    const reveal = new Map(seed.reveals);
    const threw = diceOfficers(notice).filter((who) => reveal.get(who) !== "-");
    throwsFit(ceremony, notice, threw);
    for (let index = 0; index < threw.length; index++) {
      const hash = await hasher.text(`draw/v1 ceremony\n${ceremony.draw}\n${ceremony.throws[index][1]}\n`);
      if (hash !== reveal.get(threw[index])) throw new Fault(CEREMONY.file, CEREMONY.head + 1 + index, "wrong-digits", { who: threw[index] });
    }
  }

  /** Without a beacon exactly the officers who were not silent threw; with one, void.txt does not say who spoke, so any may have. */
  function ceremonyFitsVoid(ceremony, notice, ended) {
    const silent = (who) => ended.withheld.includes(who);
    const threw = (who) => ceremony.throws.some(([other]) => other === who);
    throwsFit(ceremony, notice, diceOfficers(notice).filter((who) => (notice.beacon === "-" ? !silent(who) : threw(who))));
  }

  function voidFits(ended, notice, hashes) {
    must(VOID.file, 2, ended.draw, notice.draw);
    must(VOID.file, 3, ended.freeze, hashes[FREEZE.file]);
    if (notice.beacon !== "-") {
      must(VOID.file, VOID.head + 1, ended.withheld[0], "beacon");
      if (ended.withheld.length > 1) throw new Fault(VOID.file, VOID.head + 2, "surplus");
      return;
    }
    const expected = notice.commits.map(([who]) => who);
    ended.withheld.forEach((who, index) => {
      const at = expected.indexOf(who);
      if (at < 0) throw new Fault(VOID.file, VOID.head + 1 + index, "mismatch", { expected: expected.join(" | ") });
      expected.splice(0, at + 1);
    });
  }

  drawV1.rules = { must, freezeFits, poolFits, expectedReveals, revealDocuments, seedFits, ceremonyFitsSeed, ceremonyFitsVoid, voidFits };
})((self.drawV1 = self.drawV1 || {}));
