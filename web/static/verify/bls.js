// The signature of a round of drand's quicknet: BLS on BLS12-381 with signatures in G1 and the key in G2 ("bls-unchained-g1-rfc9380").
// A signature S of message M under key K holds where the pairings e(S, generator) and e(H(M), K) are equal.
(function (drawV1) {
  "use strict";

  const { P, mod, quadratic, twelfth } = drawV1.fields;
  const { ORDER, G1, G2, slope, third, negated, decompress } = drawV1.curve;

  const DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
  /** Quicknet's public key, pinned (drand, common/chain/info_test.go). */
  const KEY =
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb" +
    "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";
  /** The generator of G2 that everybody uses. */
  const GENERATOR =
    "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e" +
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8";
  /** The number that the curve is made from, without its sign, which changes nothing where two pairings are compared. */
  const LOOP = 0xd201000000010000n;

  const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

  /**
   * The line with this slope through a point of G2, at a point of G1. G2 lies on a twisted curve: its point (x, y) stands for (x / w², y / w³) in
   * Fp12. The line is scaled by w³, a factor that the last step of a pairing removes.
   */
  function line(slant, [xT, yT], [x, y]) {
    const found = new Array(12).fill(0n);
    const put = (place, [low, high]) => {
      found[place] = mod(found[place] + low - high);
      found[place + 6] = high;
    };
    put(0, quadratic.sub(quadratic.mul(slant, xT), yT));
    put(2, quadratic.scale(slant, mod(-x)));
    found[3] = y;
    return found;
  }

  /** Miller's loop over the product of several pairings, each of a point of G1 and one of G2. */
  function miller(pairs) {
    const at = pairs.map(([, q]) => q);
    let product = twelfth.one;
    const step = (index, other) => {
      const slant = slope(quadratic, at[index], other);
      product = twelfth.mul(product, line(slant, at[index], pairs[index][0]));
      at[index] = third(quadratic, slant, at[index], other);
    };
    for (const bit of LOOP.toString(2).slice(1)) {
      product = twelfth.square(product);
      pairs.forEach((_, index) => step(index, at[index]));
      if (bit === "1") pairs.forEach(([, q], index) => step(index, q));
    }
    return product;
  }

  /**
   * Whether a product of pairings is 1: Miller's value f to the power of (p¹² - 1) / r. That is f^((p⁶ + 1) / r) to the power of p⁶ - 1, which
   * is 1 exactly for what lies in the subfield of p⁶ elements, so the second power needs no computing.
   */
  const isOne = (pairs) => twelfth.isInHalf(twelfth.power(miller(pairs), (P ** 6n + 1n) / ORDER));

  /** The message of a round: SHA-256 of its number as 64 bits, the highest first. */
  function messageOf(round) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(round));
    return bytesOf(drawV1.plainHash(bytes));
  }

  /** Whether quicknet signed the round (its digits) with this signature (96 hexadecimal digits). There is exactly one such signature a round. */
  drawV1.signsRound = function (round, signature) {
    const point = decompress(G1, bytesOf(signature));
    if (!point) return false;
    const [key, generator] = [KEY, GENERATOR].map((hex) => decompress(G2, bytesOf(hex)));
    return isOne([
      [point, negated(quadratic, generator)],
      [drawV1.hashToCurve(messageOf(round), DOMAIN), key],
    ]);
  };
})((self.drawV1 = self.drawV1 || {}));
