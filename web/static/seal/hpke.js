// HPKE (RFC 9180) in base mode with the browser's own WebCrypto: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. HKDF is built from HMAC,
// which browsers had before HKDF. Nothing here knows what is sealed.
(function (self) {
  "use strict";

  const bidV1 = (self.bidV1 = self.bidV1 || {});
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const text = (words) => new TextEncoder().encode(words);
  const VERSION = text("HPKE-v1");
  const KEM = concat(text("KEM"), [0x00, 0x10]);
  const SUITE = concat(text("HPKE"), [0x00, 0x10, 0x00, 0x01, 0x00, 0x02]);
  const NOTHING = new Uint8Array(0);

  /** All parts, one after the other. */
  function concat(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  }

  function hex(bytes) {
    return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  }

  function unhex(digits) {
    if (!/^([0-9a-f]{2})*$/.test(digits)) throw new Error("hex");
    return Uint8Array.from(digits.match(/../g) || [], (pair) => parseInt(pair, 16));
  }

  /** HPKE over one WebCrypto. */
  function hpke(crypto) {
    const subtle = crypto.subtle;

    async function hmac(key, message) {
      // HMAC fills a key up with zeros, and some browsers refuse an empty one.
      const raw = key.length ? key : new Uint8Array(32);
      const made = await subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      return new Uint8Array(await subtle.sign("HMAC", made, message));
    }

    const extract = (suite, salt, label, secret) => hmac(salt, concat(VERSION, suite, text(label), secret));

    /** At most 32 bytes, one block of HKDF. */
    async function expand(suite, secret, label, info, length) {
      const block = await hmac(secret, concat([0, length], VERSION, suite, text(label), info, [1]));
      return block.slice(0, length);
    }

    /** The key and nonce that both sides get from their Diffie-Hellman secret. */
    async function schedule(dh, enc, to, info) {
      const both = await extract(KEM, NOTHING, "eae_prk", dh);
      const shared = await expand(KEM, both, "shared_secret", concat(enc, to), 32);
      const psk = await extract(SUITE, NOTHING, "psk_id_hash", NOTHING);
      const context = concat([0], psk, await extract(SUITE, NOTHING, "info_hash", info));
      const secret = await extract(SUITE, shared, "secret", NOTHING);
      const raw = await expand(SUITE, secret, "key", context, 32);
      const key = await subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
      return { key, iv: await expand(SUITE, secret, "base_nonce", context, 12) };
    }

    async function agree(own, other) {
      return new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: other }, own, 256));
    }

    const point = (bytes) => subtle.importKey("raw", bytes, CURVE, true, []);

    return {
      /** Seals bytes to a public key of 65 bytes; gives the encapsulated key and the ciphertext with its tag. */
      async seal(to, info, aad, plain) {
        const pair = await subtle.generateKey(CURVE, true, ["deriveBits"]);
        const enc = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
        const { key, iv } = await schedule(await agree(pair.privateKey, await point(to)), enc, to, info);
        const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, key, plain);
        return { enc, ciphertext: new Uint8Array(sealed) };
      },

      /** Opens what was sealed to the public key that belongs to 32 private bytes; throws where it does not open. */
      async open(priv, to, { enc, ciphertext }, info, aad) {
        const part = (bytes) => bidV1.base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
        const jwk = { kty: "EC", crv: "P-256", d: part(priv), x: part(to.slice(1, 33)), y: part(to.slice(33)) };
        const own = await subtle.importKey("jwk", jwk, CURVE, false, ["deriveBits"]);
        const { key, iv } = await schedule(await agree(own, await point(enc)), enc, to, info);
        return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv, additionalData: aad }, key, ciphertext));
      },
    };
  }

  bidV1.base64 = (bytes) => {
    let binary = "";
    for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode.apply(null, bytes.subarray(at, at + 8192));
    return self.btoa(binary);
  };
  bidV1.unbase64 = (words) => Uint8Array.from(self.atob(words), (letter) => letter.charCodeAt(0));
  Object.assign(bidV1, { concat, hex, unhex, text, hpke });
})(self);
