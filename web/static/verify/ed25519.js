// Signatures of Ed25519 (RFC 8032): by the browser (WebCrypto) where it knows them, and by a program of our own where it does not, which needs
// SHA-512 as well. Nothing secret is computed here.
(function (drawV1) {
  "use strict";

  const P = (1n << 255n) - 19n;
  /** The order of the group that the base point makes. */
  const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
  const KEY = 32, SIGNATURE = 64;

  function mod(a, modulus = P) {
    const rest = a % modulus;
    return rest < 0n ? rest + modulus : rest;
  }

  function power(base, exponent) {
    let result = 1n;
    for (let square = mod(base), left = exponent; left > 0n; left >>= 1n, square = mod(square * square)) {
      if (left & 1n) result = mod(result * square);
    }
    return result;
  }

  const inverse = (a) => power(a, P - 2n);
  /** The number in bytes of which the lowest comes first. */
  const number = (bytes) => BigInt("0x" + Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).reverse().join(""));

  // ---- SHA-512 (FIPS 180-4): its constants are the roots of the first primes.

  const WORD = (1n << 64n) - 1n, BLOCK = 128, ROUNDS = 80;

  function primes(count) {
    const found = [];
    for (let candidate = 2; found.length < count; candidate++) if (found.every((prime) => candidate % prime)) found.push(candidate);
    return found.map(BigInt);
  }

  /** The first 64 bits of the fraction of a root of this degree. */
  function fraction(value, degree) {
    const scaled = value << (64n * degree);
    let low = 0n, high = 1n << 72n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** degree > scaled) high = middle;
      else low = middle;
    }
    return low & WORD;
  }

  let constants = null;
  const turned = (word, bits) => ((word >> bits) | (word << (64n - bits))) & WORD;

  function compress(state, words, round) {
    for (let t = 16; t < ROUNDS; t++) {
      const x = words[t - 15], y = words[t - 2];
      const s0 = turned(x, 1n) ^ turned(x, 8n) ^ (x >> 7n), s1 = turned(y, 19n) ^ turned(y, 61n) ^ (y >> 6n);
      words[t] = (s1 + words[t - 7] + s0 + words[t - 16]) & WORD;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < ROUNDS; t++) {
      const s1 = turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n), s0 = turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n);
      const one = h + s1 + ((e & f) ^ (~e & WORD & g)) + round[t] + words[t], two = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & WORD, c, b, a, (one + two) & WORD];
    }
    return [a, b, c, d, e, f, g, h].map((word, index) => (word + state[index]) & WORD);
  }

  /** SHA-512 of bytes, as 64 bytes. */
  function sha512(bytes) {
    constants = constants || { start: primes(8).map((prime) => fraction(prime, 2n)), round: primes(ROUNDS).map((prime) => fraction(prime, 3n)) };
    const padded = new Uint8Array(BLOCK * Math.ceil((bytes.length + 17) / BLOCK));
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
    let state = constants.start;
    for (let at = 0; at < padded.length; at += BLOCK) {
      state = compress(state, Array.from({ length: 16 }, (_, t) => view.getBigUint64(at + 8 * t)), constants.round);
    }
    const hash = new DataView(new ArrayBuffer(SIGNATURE));
    state.forEach((word, index) => hash.setBigUint64(8 * index, word));
    return new Uint8Array(hash.buffer);
  }

  // ---- The curve -x² + y² = 1 + d·x²·y², points as [X, Y, Z, T] with x = X/Z, y = Y/Z, x·y = T/Z (RFC 8032, section 5.1.4).

  const D = mod(-121665n * inverse(121666n));
  const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
  const NOTHING = [0n, 1n, 1n, 0n];

  function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
    const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * D * t1 * t2), d = mod(2n * z1 * z2);
    const e = b - a, f = d - c, g = d + c, h = b + a;
    return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
  }

  function times(point, factor) {
    let sum = NOTHING;
    for (const bit of factor.toString(2)) {
      sum = add(sum, sum);
      if (bit === "1") sum = add(sum, point);
    }
    return sum;
  }

  const equal = ([x1, y1, z1], [x2, y2, z2]) => mod(x1 * z2 - x2 * z1) === 0n && mod(y1 * z2 - y2 * z1) === 0n;

  /** The point in 32 bytes, or null (section 5.1.3). */
  function decompress(bytes) {
    const whole = number(bytes), sign = whole >> 255n, y = mod(whole & ((1n << 255n) - 1n));
    const above = mod(y * y - 1n), below = mod(D * y * y + 1n);
    let x = mod(above * below ** 3n * power(above * below ** 7n, (P - 5n) / 8n));
    if (mod(below * x * x) !== above) x = mod(x * ROOT_OF_MINUS_ONE);
    if (mod(below * x * x) !== above) return null;
    if ((x & 1n) !== sign) x = mod(-x);
    return [x, y, 1n, mod(x * y)];
  }

  function compressed([x, y, z]) {
    const scale = inverse(z), whole = mod(y * scale) | ((mod(x * scale) & 1n) << 255n);
    return Uint8Array.from({ length: KEY }, (_, index) => Number((whole >> BigInt(8 * index)) & 255n));
  }

  let base = null;

  /** Whether `signature` is of `message` under `key`: R = S·B - k·A, compared as bytes (section 5.1.7, without the cofactor). */
  function holds(key, message, signature) {
    const point = decompress(key), s = number(signature.subarray(KEY));
    if (!point || s >= ORDER) return false;
    base = base || decompress(compressed([0n, mod(4n * inverse(5n)), 1n, 0n]));
    const bytes = new Uint8Array(2 * KEY + message.length);
    bytes.set(signature.subarray(0, KEY));
    bytes.set(key, KEY);
    bytes.set(message, 2 * KEY);
    const [x, y, z, t] = times(point, mod(number(sha512(bytes)), ORDER));
    const expected = compressed(add(times(base, s), [mod(-x), y, z, mod(-t)]));
    return expected.every((byte, index) => byte === signature[index]);
  }

  /** Whether 32 bytes are a point of the curve. */
  const isPoint = (bytes) => decompress(bytes) !== null;
  /** Whether they are one of the eight points under which a signature says nothing. */
  function isWeak(bytes) {
    const point = decompress(bytes);
    return point === null || equal(times(point, 8n), NOTHING);
  }

  /** Asks the browser; null where it does not know these signatures. */
  async function asked(subtle, key, message, signature) {
    try {
      const imported = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
      return await subtle.verify("Ed25519", imported, signature, message);
    } catch (problem) {
      return null;
    }
  }

  /** What checks signatures: with `crypto.subtle` where it can, else alone. `verify(key, message, signature)` promises whether it holds. */
  drawV1.signatures = (subtle) => ({
    async verify(key, message, signature) {
      if (signature.length !== SIGNATURE) return false;
      const answer = subtle ? await asked(subtle, key, message, signature) : null;
      return answer === null ? holds(key, message, signature) : answer;
    },
  });
  drawV1.ed25519 = { isPoint, isWeak, holds };
})((self.drawV1 = self.drawV1 || {}));
