// What the log proves about a draw: that each document's entry lies in the tree under a signed head, and in the order of the rule (draw-v1,
// sections 2 and 4; RFC 6962, section 2.1; C2SP tlog-proof).
(function (drawV1) {
  "use strict";

  const { Fault } = drawV1;
  const { Misproof, utf8, base64, cut, hexOf, joined, readKey, openHead, isVouchedFor, isVouchedForBefore } = drawV1.note;
  const encoder = new TextEncoder();
  const FOLDER = "proofs/", SUFFIX = ".tlog-proof", KEYS = "proofs/log.vkey", FREEZE = "freeze";
  const FIRST = "c2sp.org/tlog-proof@v1";
  const LONGEST_PATH = 60, HASH = 32;
  /** Documents that the log must hold in this order. */
  const ORDER = ["notice", "freeze", "seed", "result", "opened"];

  /** Reads a proof: the entry's place, the hashes beside its path to the root, and the checkpoint that has this root. */
  function read(bytes) {
    const text = utf8(bytes), [above, checkpoint] = (text !== null && cut(text, "\n\n")) || [""];
    const lines = above.split("\n");
    const isFirst = lines.shift() === FIRST;
    // Base64 that other writers may add; nothing vouches for it and nothing here reads it.
    if (lines.length && lines[0].startsWith("extra ")) lines.shift();
    const [, digits] = /^index (0|[1-9][0-9]*)$/.exec(lines.shift() || "") || [];
    const path = lines.map(base64);
    const whole = isFirst && digits !== undefined && path.every((hash) => hash && hash.length === HASH) && path.length <= LONGEST_PATH;
    if (!whole || BigInt(digits) >= 1n << 64n) throw new Misproof("malformed");
    return { index: BigInt(digits), path, checkpoint };
  }

  const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

  /** The root that follows from an entry at this place of a tree of this size (RFC 9162, section 2.1.3.2); null where the path does not fit. */
  async function rootFrom({ index, path }, size, entry, hasher) {
    const hash = async (...parts) => bytesOf(await hasher.bytes(joined(...parts)));
    let node = await hash([0], entry), place = index, last = size - 1n;
    for (const beside of path) {
      if (last === 0n) return null;
      const isRight = (place & 1n) === 1n || place === last;
      node = isRight ? await hash([1], beside, node) : await hash([1], node, beside);
      // The last node of a level may have no neighbour; it goes up as it is.
      while (isRight && (place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
      [place, last] = [place >> 1n, last >> 1n];
    }
    return last === 0n ? node : null;
  }

  /** One proof with the head it leads to. */
  async function one(check, name, keys) {
    const proof = read(check.files[name]);
    const entryName = name.split(SUFFIX).join(".entry");
    const entry = check.has(entryName) ? check.files[entryName] : new Uint8Array(0);
    const head = await openHead(proof.checkpoint, keys, check.signatures);
    if (proof.index >= head.size) throw new Misproof("beyond");
    const root = await rootFrom(proof, head.size, entry, check.hasher);
    if (root === null || hexOf(root) !== hexOf(base64(head.root))) throw new Misproof("path");
    return { name, stem: name.slice(FOLDER.length).split(SUFFIX)[0], proof, head };
  }

  /** The bundle's own copy of the log's keys, which its maker chose: one on a line. */
  async function ownKeys(check) {
    if (!check.has(KEYS)) return [];
    const text = utf8(check.files[KEYS]);
    const lines = text === null ? ["?"] : text.split("\n");
    if (lines[lines.length - 1] === "") lines.pop();
    const keys = [];
    for (const line of lines) {
      const key = await readKey(text !== null && line.endsWith("\r") ? line.slice(0, -1) : line, check.hasher);
      if (!key || key.isWitness) throw new Fault(KEYS, keys.length + 1, "no-log-key");
      keys.push(key);
    }
    return keys;
  }

  const notInLog = (name, why) => new Fault(name, 1, "not-in-log", { why });

  async function faultsAs(name, promise) {
    try {
      return await promise;
    } catch (problem) {
      throw problem instanceof Misproof ? notInLog(name, problem.why) : problem;
    }
  }

  function inOrder(found) {
    let last = null;
    for (const stem of ORDER) {
      const here = found.find((other) => other.stem === stem);
      if (here && last !== null && here.proof.index <= last) throw new Fault(FOLDER + stem + SUFFIX, 1, "log-order");
      if (here) last = here.proof.index;
    }
  }

  /** Whether every witness that was asked for vouches for the head over the freeze, and none of their lines is false anywhere. */
  async function witnessed(check, found) {
    const { witnesses } = check.trusted;
    for (const { name, stem, proof } of found) {
      const all = await faultsAs(name, isVouchedFor(proof.checkpoint, witnesses, check.signatures));
      if (!all && stem === FREEZE) throw notInLog(name, "not-cosigned");
    }
    if (witnesses.length && !found.some(({ stem }) => stem === FREEZE)) throw notInLog(FOLDER + FREEZE + SUFFIX, "not-cosigned");
    if (witnesses.length) check.found("witnessed", { count: witnesses.length });
  }

  /** Whether every reveal whose proof is there lies under a head that a witness vouched for before the beacon's round (draw-v1, section 4). */
  async function beforeBeacon(check, found) {
    const { witnesses } = check.trusted, { documents, before } = check.reveals;
    if (before === null || !witnesses.length) return;
    for (const { name, proof } of found.filter(({ stem }) => documents.has(stem))) {
      const early = await faultsAs(name, isVouchedForBefore(proof.checkpoint, witnesses, check.signatures, before));
      if (!early) throw notInLog(name, "cosigned-late");
    }
  }

  /** Whether this file is one that is checked here. */
  const isProof = (name) => name.endsWith(SUFFIX) || name === KEYS;

  /** Checks every proof of a bundle. `check.trusted` holds keys from somewhere its maker does not choose; without them the bundle's own count. */
  async function checkProofs(check) {
    const own = await ownKeys(check), given = check.trusted.logs, keys = given.length ? given : own;
    const found = [];
    for (const name of check.namesIn(FOLDER).filter((other) => other.endsWith(SUFFIX))) {
      found.push(await faultsAs(name, one(check, name, keys)));
    }
    inOrder(found);
    await witnessed(check, found);
    await beforeBeacon(check, found);
    if (!found.length) return;
    // Whose word it is comes first: a reader may look no further.
    if (!keys.length) check.found("log-unsigned");
    else check.found(given.length ? "log-key-given" : "log-key-own", { key: keys[keys.length - 1].text });
    const { head } = found.reduce((a, b) => (a.head.size > b.head.size ? a : b));
    check.found("head", { count: String(head.size), hash: head.root });
    found.forEach(({ name, proof, head: under }) => check.found("proof", { file: name, number: String(proof.index), count: String(under.size) }));
  }

  /** Reads keys that somebody typed, one on a line: { logs, witnesses }, or { wrong } with the number of the first line that is no key. */
  drawV1.trust = async function (text, hasher) {
    const trusted = { logs: [], witnesses: [] };
    const lines = text.split("\n").map((line) => line.trim());
    for (let index = 0; index < lines.length; index++) {
      const key = lines[index] && (await readKey(lines[index], hasher));
      if (key) trusted[key.isWitness ? "witnesses" : "logs"].push(key);
      else if (lines[index]) return { wrong: index + 1 };
    }
    return trusted;
  };
  drawV1.proofs = { isProof, checkProofs };
})((self.drawV1 = self.drawV1 || {}));
