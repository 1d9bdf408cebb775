// Signed notes: the keys of a log and of its witnesses, the heads that they sign, and whether the signatures hold (C2SP signed-note,
// tlog-checkpoint and tlog-cosignature).
(function (drawV1) {
  "use strict";

  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const LONGEST_NOTE = 1000000, MOST_LINES = 100, LARGEST_LOG = 1n << 60n;
  /** The first byte of a key: signs heads, or vouches for them. */
  const LOG = 1, WITNESS = 4;
  const HASH = 32, ID = 4, TIME = 8;
  const EMPTY_ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  const LAST_TIME = (1n << 63n) / 1000n;

  /** Why a proof proves nothing: the rule that it breaks. */
  class Misproof extends Error {
    constructor(why) {
      super(why);
      this.why = why;
    }
  }

  const hexOf = (bytes) => Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");

  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  }

  /** The text of bytes that are UTF-8, else null. */
  function utf8(bytes) {
    try {
      return decoder.decode(bytes);
    } catch (problem) {
      return null;
    }
  }

  /** The bytes of base64 in its one spelling, else null. */
  function base64(text) {
    try {
      const letters = atob(text);
      return btoa(letters) === text ? Uint8Array.from(letters, (letter) => letter.charCodeAt(0)) : null;
    } catch (problem) {
      return null;
    }
  }

  /** What stands before and after the first `between`; null where it does not occur. */
  function cut(text, between) {
    const at = text.indexOf(between);
    return at < 0 ? null : [text.slice(0, at), text.slice(at + between.length)];
  }

  const isName = (name) => name !== "" && !/[\p{White_Space}+]/u.test(name);

  /** Reads `name+id+key`: { text, name, id, key, isWitness }, or null for anything else and for another spelling of a key. */
  async function readKey(text, hasher) {
    const [, name, id, encoded] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) || [];
    const bytes = encoded && base64(encoded);
    if (!bytes || bytes.length !== 1 + HASH || !isName(name)) return null;
    const key = bytes.subarray(1), isWitness = bytes[0] === WITNESS;
    const usable = isWitness ? !drawV1.ed25519.isWeak(key) : bytes[0] === LOG && drawV1.ed25519.isPoint(key);
    const hash = await hasher.bytes(joined(encoder.encode(name + "\n"), bytes));
    return usable && hash.slice(0, 2 * ID) === id ? { text, name, id, key, isWitness } : null;
  }

  function readLine(line) {
    const [name, encoded] = (line.startsWith("— ") && cut(line.slice(2), " ")) || [""];
    const bytes = encoded ? base64(encoded) : null;
    if (!bytes || bytes.length <= ID || !isName(name)) throw new Misproof("note");
    return { name, id: hexOf(bytes.subarray(0, ID)), signature: bytes.subarray(ID) };
  }

  /** Text and lines of a signed note; throws where it is none. */
  function readNote(note) {
    const at = note.lastIndexOf("\n\n");
    const strange = /[\x00-\x09\x0b-\x1f]/.test(note) || encoder.encode(note).length > LONGEST_NOTE;
    if (strange || at < 0 || !note.endsWith("\n")) throw new Misproof("note");
    const lines = note.slice(at + 2, -1).split("\n").map(readLine);
    if (lines.length > MOST_LINES) throw new Misproof("note");
    return { text: note.slice(0, at + 1), lines };
  }

  /** The head in the text of a checkpoint: { origin, size, root } with the root in base64. */
  function readHead(text) {
    const [origin, digits, root, rest, ...more] = text.split("\n");
    const bytes = root === undefined ? null : base64(root);
    const isHead = origin !== "" && /^(0|[1-9][0-9]*)$/.test(digits || "") && BigInt(digits) < 1n << 64n && bytes && bytes.length === HASH;
    if (!isHead || rest === undefined) throw new Misproof("text");
    if (more.length) throw new Misproof("extension");
    const size = BigInt(digits);
    if (size > LARGEST_LOG || (size === 0n) !== (root === EMPTY_ROOT)) throw new Misproof("size");
    return { origin, size, root };
  }

  /**
   * The keys of which a line under the note holds. A line of an unknown signer says nothing; one that claims to be of a known key and does not
   * hold, or could be of two, is wrong. `holds(key, text, line)` promises whether it does.
   */
  async function signers(note, keys, holds, why) {
    const found = new Map();
    for (const line of note.lines) {
      const known = keys.filter((key) => key.name === line.name && key.id === line.id);
      if (known.length > 1) throw new Misproof(why);
      if (!known.length || found.has(known[0])) continue;
      if (!(await holds(known[0], note.text, line.signature))) throw new Misproof(why);
      found.set(known[0], line);
    }
    return found;
  }

  /** The head of a checkpoint that one of the log's keys signed; with no key at all the head as it stands there. */
  async function openHead(checkpoint, keys, signatures) {
    const note = readNote(checkpoint);
    if (!keys.length) return readHead(note.text);
    const holds = (key, text, signature) => signatures.verify(key.key, encoder.encode(text), signature);
    if (!(await signers(note, keys, holds, "signature")).size) throw new Misproof("signature");
    const head = readHead(note.text);
    if (!keys.some((key) => key.name === head.origin)) throw new Misproof("origin");
    return head;
  }

  /** The second that a cosignature begins with. */
  const timeOf = (signature) => new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);

  /** What a cosignature is over: time and head. A point of small order in it would let one line vouch for many heads. */
  async function vouches(signatures, key, text, signature) {
    if (signature.length < TIME) return false;
    const time = timeOf(signature), rest = signature.subarray(TIME);
    const message = encoder.encode(`cosignature/v1\ntime ${time}\n${text}`);
    return time <= LAST_TIME && !drawV1.ed25519.isWeak(rest.subarray(0, HASH)) && signatures.verify(key.key, message, rest);
  }

  /** The lines by which these witnesses vouch for the head, by their keys; throws where one that claims to be of one of them does not hold. */
  function vouchers(checkpoint, witnesses, signatures) {
    const holds = (key, text, signature) => vouches(signatures, key, text, signature);
    return signers(readNote(checkpoint), witnesses, holds, "cosignature");
  }

  /** Whether every one of these witnesses vouches for the head. */
  async function isVouchedFor(checkpoint, witnesses, signatures) {
    const found = await vouchers(checkpoint, witnesses, signatures);
    return witnesses.every((witness) => Array.from(found.keys()).some((key) => key.name === witness.name));
  }

  /** Whether one of these witnesses vouches for the head before a second, by its own clock: one whose key somebody gives is one that it trusts. */
  async function isVouchedForBefore(checkpoint, witnesses, signatures, second) {
    const found = await vouchers(checkpoint, witnesses, signatures);
    return Array.from(found.values()).some(({ signature }) => timeOf(signature) < second);
  }

  drawV1.note = { Misproof, utf8, base64, cut, hexOf, joined, readKey, openHead, isVouchedFor, isVouchedForBefore };
})((self.drawV1 = self.drawV1 || {}));
