// bid/v1 in the browser: the committee's document, sealing an entry to it, and opening one with the committee's keys.
(function (self) {
  "use strict";

  const bidV1 = (self.bidV1 = self.bidV1 || {});
  const { concat, hex, unhex, text } = bidV1;
  const BLOCK = { entry: 4096 };
  const FILE_BLOCK = 65536;
  const IV = new Uint8Array(12);
  const HEAD = 36;

  /** committee.txt, which the page's server wrote and the notice's hash fixes. */
  function committee(words) {
    const lines = words.split("\n");
    const value = (line, key) => {
      if (!line || line.slice(0, key.length + 1) !== key + " ") throw new Error("committee");
      return line.slice(key.length + 1);
    };
    if (lines[0] !== "bid/v1 committee") throw new Error("committee");
    const members = lines.slice(3, -1).map((line) => value(line, "member").split(" "));
    const entry = members.filter((member) => member[1] === "entry");
    const keys = {};
    entry.forEach((member) => (keys[member[0]] = unhex(member[2])));
    return { project: value(lines[1], "project"), threshold: Number(value(lines[2], "threshold")), members: entry.map((one) => one[0]), keys };
  }

  /** Every set of members that opens together, in ascending order of its text. */
  function subsets({ members, threshold }) {
    const grown = (chosen, from) =>
      chosen.length === threshold
        ? [chosen]
        : members.slice(from).reduce((found, member, at) => found.concat(grown(chosen.concat(member), from + at + 1)), []);
    const named = (set) => set.join("+");
    return grown([], 0).sort((a, b) => (named(a) < named(b) ? -1 : 1));
  }

  function xor(left, right) {
    return left.map((byte, at) => byte ^ right[at]);
  }

  const block = (object) => BLOCK[object] || FILE_BLOCK;

  /** Salt, length and plaintext, filled up with zeros. */
  function padded(object, salt, plain) {
    const size = Math.ceil((HEAD + plain.length) / block(object)) * block(object);
    const whole = new Uint8Array(size);
    whole.set(salt);
    new DataView(whole.buffer).setUint32(32, plain.length);
    whole.set(plain, HEAD);
    return whole;
  }

  /** Sealing and opening over one WebCrypto. */
  function bids(crypto) {
    const hpke = bidV1.hpke(crypto);
    const subtle = crypto.subtle;
    const fresh = () => crypto.getRandomValues(new Uint8Array(32));
    const hash = async (bytes) => hex(new Uint8Array(await subtle.digest("SHA-256", bytes)));
    const info = (at, subset, member) => text(`bid/v1 share\n${at.project}\n${at.label}\n${subset}\n${member}\n${at.object}\n`);
    const aad = (at, commit) => text(`bid/v1 payload\n${at.project}\n${at.label}\n${commit}\n${at.object}\n`);
    const commitment = async (at, salt, plain) =>
      hash(text(`bid/v1 commit\n${at.project}\n${at.label}\n${at.object}\n${hex(salt)}\n${await hash(plain)}\n`));

    async function shares(whole, at, commit, key) {
      let lines = "";
      for (const subset of subsets(whole)) {
        let left = key;
        for (const member of subset) {
          const share = member === subset[subset.length - 1] ? left : fresh();
          left = xor(left, share);
          const name = subset.join("+");
          const { enc, ciphertext } = await hpke.seal(whole.keys[member], info(at, name, member), text(commit), share);
          lines += `share ${name} ${member} ${hex(enc)} ${hex(ciphertext)}\n`;
        }
      }
      return lines;
    }

    /** Seals bytes under a label: the envelope's words and the payload, which are sent, and what stays here. */
    async function seal(committeeText, label, object, plain) {
      const whole = committee(committeeText);
      const at = { project: whole.project, label, object };
      const [salt, key] = [fresh(), fresh()];
      const commit = await commitment(at, salt, plain);
      const lines = await shares(whole, at, commit, key);
      const aes = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
      const made = await subtle.encrypt({ name: "AES-GCM", iv: IV, additionalData: aad(at, commit) }, aes, padded(object, salt, plain));
      const payload = new Uint8Array(made);
      const head = `bid/v1 envelope\nproject ${at.project}\nlabel ${label}\nobject ${object}\ncommit ${commit}\n`;
      const envelope = `${head}${lines}payload ${await hash(payload)} ${payload.length}\n`;
      return { words: envelope, payload, envelope: await hash(text(envelope)), salt: hex(salt), key: hex(key) };
    }

    /** Opens a sealed text with the private keys of all members of one subset; throws where it is spoiled. */
    async function open(committeeText, keys, sealed) {
      const whole = committee(committeeText);
      const [envelope, payload] = sealed.split("\n\n");
      const lines = envelope.split("\n").map((line) => line.split(" "));
      const word = (key) => lines.find((line) => line[0] === key)[1];
      const at = { project: word("project"), label: word("label"), object: word("object") };
      const commit = word("commit");
      const sums = {};
      for (const [, name, member, enc, ciphertext] of lines.filter((line) => line[0] === "share")) {
        if (!keys[member]) continue;
        const box = { enc: unhex(enc), ciphertext: unhex(ciphertext) };
        const share = await hpke.open(unhex(keys[member]), whole.keys[member], box, info(at, name, member), text(commit));
        sums[name] = xor(sums[name] || new Uint8Array(32), share);
      }
      const ready = subsets(whole).filter((set) => set.every((member) => keys[member])).map((set) => hex(sums[set.join("+")]));
      if (!ready.length || ready.some((key) => key !== ready[0])) throw new Error("two-keys");
      const aes = await subtle.importKey("raw", unhex(ready[0]), "AES-GCM", false, ["decrypt"]);
      const additionalData = aad(at, commit);
      const plain = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: IV, additionalData }, aes, bidV1.unbase64(payload.trim())));
      return unpadded(at, commit, plain);
    }

    async function unpadded(at, commit, bytes) {
      const end = HEAD + new DataView(bytes.buffer).getUint32(32);
      if (end > bytes.length || bytes.subarray(end).some((byte) => byte !== 0)) throw new Error("payload-does-not-open");
      const [salt, plain] = [bytes.slice(0, 32), bytes.slice(HEAD, end)];
      if ((await commitment(at, salt, plain)) !== commit) throw new Error("another-commitment");
      return { salt: hex(salt), plaintext: new TextDecoder().decode(plain) };
    }

    /** What travels: the sealed entry, the envelopes of its files, and under a pseudonym the claim to it. */
    function packed(entry, files, claim) {
      const parts = [`${entry.words}\n${bidV1.base64(entry.payload)}\n`].concat(files.map((file) => file.words));
      return parts.concat(claim || []).join("\n");
    }

    /** The claim of whoever kept the private file of the entry that stands; the key in it stays here. */
    async function claimOf(kept) {
      return `bid/v1 claim\nlabel ${kept.label}\nbefore ${kept.salt} ${await hash(text(kept.plaintext))}\n`;
    }

    return { seal, open, packed, hash, claimOf };
  }

  Object.assign(bidV1, { bids, committee });
})(self);
