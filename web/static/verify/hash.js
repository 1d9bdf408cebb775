// SHA-256 twice: the browser's own (WebCrypto) where the page stands in a secure context, and one in plain JavaScript where it does not.
// Nothing here knows what is hashed.
(function (drawV1) {
  "use strict";

  // The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
  const ROUND = new Uint32Array([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]);
  // The same of the square roots of the first eight primes (5.3.3).
  const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
  const BLOCK = 64;
  const schedule = new Uint32Array(64);

  /** Works one block of 64 bytes into the eight words of the state (6.2.2). */
  function compress(state, bytes, offset) {
    for (let t = 0; t < 16; t++) {
      const at = offset + 4 * t;
      schedule[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let t = 16; t < 64; t++) {
      const x = schedule[t - 15], y = schedule[t - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      schedule[t] = schedule[t - 16] + s0 + schedule[t - 7] + s1;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (let t = 0; t < 64; t++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[t] + schedule[t]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0;
      d = c; c = b; b = a; a = (one + two) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  const HEX = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1));

  function hex(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i++) text += HEX[bytes[i]];
    return text;
  }

  /** SHA-256 of bytes in 64 lower-case hexadecimal digits, in plain JavaScript. */
  function plain(bytes) {
    const state = new Uint32Array(START);
    const whole = bytes.length - (bytes.length % BLOCK);
    for (let at = 0; at < whole; at += BLOCK) compress(state, bytes, at);
    // What is left, one bit 1, zeros, and the length in bits as 64 bits.
    const rest = bytes.length - whole;
    const end = new Uint8Array(rest + 9 > BLOCK ? 2 * BLOCK : BLOCK);
    end.set(bytes.subarray(whole));
    end[rest] = 0x80;
    for (let place = 1, length = 8 * bytes.length; length > 0; place++, length = Math.floor(length / 256)) end[end.length - place] = length % 256;
    for (let at = 0; at < end.length; at += BLOCK) compress(state, end, at);
    let text = "";
    for (const word of state) text += HEX[word >>> 24] + HEX[(word >>> 16) & 255] + HEX[(word >>> 8) & 255] + HEX[word & 255];
    return text;
  }

  const encoder = new TextEncoder();
  // Asking the browser costs more than hashing a ticket, so above so many they are hashed here.
  const MOST_ASKED = 200000;

  /**
   * What hashes: `subtle` is the browser's `crypto.subtle`, or null where the page has none.
   * `bytes` and `text` give a promise of one hash, `texts` of a list; `count` is how many are to come in all.
   */
  drawV1.hasher = function (subtle) {
    const asked = (bytes) => subtle.digest("SHA-256", bytes).then((buffer) => hex(new Uint8Array(buffer)));
    const here = (bytes) => Promise.resolve(plain(bytes));
    const bytes = subtle ? asked : here;
    return {
      isNative: Boolean(subtle),
      bytes,
      text: (text) => bytes(encoder.encode(text)),
      texts(texts, count = texts.length) {
        if (subtle && count <= MOST_ASKED) return Promise.all(texts.map((text) => asked(encoder.encode(text))));
        return Promise.resolve(texts.map((text) => plain(encoder.encode(text))));
      },
    };
  };
  drawV1.plainHash = plain;
})((self.drawV1 = self.drawV1 || {}));
