// Who stands where: tickets are hashes, the smallest of an entry counts, ascending is the order; afterwards rulings, never a new draw.
(function (drawV1) {
  "use strict";

  const { Fault, documents } = drawV1;
  const BATCH = 2000;
  // After so many milliseconds the page gets its turn, so that it can show how far the work is.
  const TURN = 40;

  const pause = () => new Promise((go) => setTimeout(go));

  /** `SHA-256("draw/v1 ticket\n" seed "\n" label "\n" j "\n")` is ticket j of a label. */
  const ticketText = (seed, label, j) => `draw/v1 ticket\n${seed}\n${label}\n${j}\n`;

  /** The best ticket of each entry, in the order of the entries; `told(done, all)` hears how many tickets are done. */
  async function keysOf(seed, entries, hasher, told) {
    const all = entries.reduce((sum, entry) => sum + entry.weight, 0);
    const best = new Array(entries.length).fill("g");
    let texts = [], owners = [], done = 0, turn = Date.now();
    async function flush() {
      const hashes = await hasher.texts(texts, all);
      hashes.forEach((hash, index) => {
        if (hash < best[owners[index]]) best[owners[index]] = hash;
      });
      done += texts.length;
      texts = [];
      owners = [];
      if (Date.now() - turn < TURN) return;
      told(done, all);
      await pause();
      turn = Date.now();
    }
    for (let index = 0; index < entries.length; index++) {
      for (let j = 1; j <= entries[index].weight; j++) {
        texts.push(ticketText(seed, entries[index].label, j));
        owners.push(index);
        if (texts.length === BATCH) await flush();
      }
    }
    await flush();
    told(all, all);
    return best;
  }

  function compare(a, b) {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1;
    return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
  }

  /** Everybody who takes part, best first, with the key that gives the place. */
  async function rank(seed, freeze, hasher, told) {
    const entries = freeze.entries.filter((entry) => entry.status === "in");
    const keys = await keysOf(seed, entries, hasher, told);
    return entries.map(({ label }, index) => ({ label, key: keys[index] })).sort(compare);
  }

  /** The ranking with admitted labels in the place of their ticket and struck ones skipped. */
  class Standing {
    constructor({ notice, freeze, hashes, hasher }, result) {
      Object.assign(this, { notice, freeze, result, resultHash: hashes["result.txt"], hasher });
      this.places = result.ranking.slice();
      this.has = new Set(this.places.map((place) => place.label));
      this.struck = new Set();
    }

    /** Applies the next ruling, whose file is named for the fault it may have. */
    async apply(ruling, file) {
      const fault = (line, rule, facts) => new Fault(file, line, rule, facts);
      if (ruling.draw !== this.notice.draw) throw fault(2, "mismatch", { expected: this.notice.draw });
      if (ruling.result !== this.resultHash) throw fault(3, "mismatch", { expected: this.resultHash });
      if (ruling.act === "strike") {
        if (!this.has.has(ruling.label) || this.struck.has(ruling.label)) throw fault(4, "not-standing");
        this.struck.add(ruling.label);
      } else {
        const entry = this.freeze.entries.find((one) => one.label === ruling.label);
        if (!entry || entry.status !== "out" || this.has.has(entry.label)) throw fault(4, "not-excluded");
        const [key] = await keysOf(this.result.seed, [entry], this.hasher, () => {});
        this.places.push({ label: entry.label, key });
        this.places.sort(compare);
        this.has.add(entry.label);
      }
    }

    /** Whether every opening gives its label, in rank order, nobody twice, everybody in the pool where it is known. */
    async checkOpened(opened, pool) {
      const { file, head } = documents.opened;
      const fault = (line, rule, facts) => new Fault(file, line, rule, facts);
      if (opened.draw !== this.notice.draw) throw fault(2, "mismatch", { expected: this.notice.draw });
      if (opened.result !== this.resultHash) throw fault(3, "mismatch", { expected: this.resultHash });
      const place = new Map(this.places.map(({ label }, index) => [label, index]));
      const seen = new Set();
      let last = -1;
      for (let index = 0; index < opened.openings.length; index++) {
        const [label, id, nonce] = opened.openings[index], line = head + 1 + index;
        if (!place.has(label)) throw fault(line, "not-ranked");
        if (place.get(label) <= last) throw fault(line, "not-in-rank-order");
        last = place.get(label);
        const hash = await this.hasher.text(`draw/v1 label\n${opened.draw}\n${id}\n${nonce}\n`);
        if (label !== "b-" + hash.slice(0, 40)) throw fault(line, "wrong-opening");
        if (seen.has(id)) throw fault(line, "twice");
        seen.add(id);
        if (pool && !pool.agencies.includes(id)) throw fault(line, "not-in-pool");
      }
    }

    /** Labels of the winners and of the alternates, as they stand now. */
    outcome() {
      const order = this.places.filter((place) => !this.struck.has(place.label)).map((place) => place.label);
      const [winners, alternates] = [this.notice.winners, this.notice.alternates].map((digits) => Math.min(Number(digits), order.length));
      return { winners: order.slice(0, winners), alternates: order.slice(winners, winners + alternates) };
    }
  }

  drawV1.rank = rank;
  drawV1.Standing = Standing;
})((self.drawV1 = self.drawV1 || {}));
