// Inflates the files of a zip archive (RFC 1951). Written out here because old browsers cannot do it themselves.
(function (drawV1) {
  "use strict";

  const MIB = 1 << 20;
  // The largest document, all documents together, and what text shrinks to at most: an archive may come from anybody.
  const LARGEST_FILE = 256 * MIB, LARGEST_BUNDLE = 512 * MIB, GREATEST_RATIO = 200, MOST_FILES = 10000;

  /** Why nothing can be read: `rule` is `not-an-archive`, `damaged`, `same-name` or `too-large`. */
  class Unreadable extends Error {
    constructor(rule, file) {
      super(`${rule}: ${file || ""}`);
      Object.assign(this, { rule, file: file || "" });
    }
  }

  // ---- Deflate (RFC 1951)

  const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const FAR_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  const FAR_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const LONGEST_CODE = 15;

  /** A prefix code: how many codes have each length, and the symbols in the order of their codes. */
  function codeOf(lengths) {
    const count = new Uint16Array(LONGEST_CODE + 1), offsets = new Uint16Array(LONGEST_CODE + 2), symbols = new Uint16Array(lengths.length);
    lengths.forEach((length) => count[length]++);
    count[0] = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) offsets[length + 1] = offsets[length] + count[length];
    lengths.forEach((length, symbol) => length && (symbols[offsets[length]++] = symbol));
    return { count, symbols };
  }

  const FIXED = [
    codeOf(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))),
    codeOf(new Array(30).fill(5)),
  ];

  /** Bits of the compressed bytes, the lowest first. */
  class Bits {
    constructor(bytes) {
      Object.assign(this, { bytes, at: 0, held: 0, count: 0 });
    }

    take(wanted) {
      while (this.count < wanted) {
        if (this.at >= this.bytes.length) throw new RangeError("the compressed bytes end too early");
        this.held |= this.bytes[this.at++] << this.count;
        this.count += 8;
      }
      const value = this.held & ((1 << wanted) - 1);
      this.held >>>= wanted;
      this.count -= wanted;
      return value;
    }

    symbol(code) {
      let value = 0, first = 0, index = 0;
      for (let length = 1; length <= LONGEST_CODE; length++) {
        value |= this.take(1);
        const count = code.count[length];
        if (value - count < first) return code.symbols[index + value - first];
        index += count;
        first = (first + count) << 1;
        value <<= 1;
      }
      throw new RangeError("a code that no symbol has");
    }

    /** The two codes that a block brings along. */
    codes() {
      const literals = this.take(5) + 257, distances = this.take(5) + 1, count = this.take(4) + 4;
      const small = new Array(19).fill(0);
      for (let i = 0; i < count; i++) small[ORDER[i]] = this.take(3);
      const code = codeOf(small), lengths = [];
      while (lengths.length < literals + distances) {
        const symbol = this.symbol(code);
        if (symbol < 16) lengths.push(symbol);
        else if (symbol === 16 && !lengths.length) throw new RangeError("a repetition of nothing");
        else {
          const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
          const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
          for (let i = 0; i < times; i++) lengths.push(value);
        }
      }
      if (lengths.length > literals + distances) throw new RangeError("more code lengths than codes");
      return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
    }

    /** Copies bytes that are stored as they are. */
    stored(out, end) {
      this.held = this.count = 0;
      const [a, b, c, d] = this.bytes.subarray(this.at, this.at + 4), length = a | (b << 8);
      if (d === undefined || (length ^ (c | (d << 8))) !== 0xffff || end + length > out.length) throw new RangeError("a stored block of another length");
      const from = this.bytes.subarray(this.at + 4, this.at + 4 + length);
      if (from.length !== length) throw new RangeError("the compressed bytes end too early");
      out.set(from, end);
      this.at += 4 + length;
      return end + length;
    }
  }

  /** The bytes of a deflated file, which must be exactly `size`. */
  function inflate(bytes, size) {
    const bits = new Bits(bytes), out = new Uint8Array(size);
    let end = 0, last = 0;
    while (!last) {
      last = bits.take(1);
      const kind = bits.take(2);
      if (kind === 3) throw new RangeError("a block of no kind");
      end = kind === 0 ? bits.stored(out, end) : expand(bits, kind === 1 ? FIXED : bits.codes(), out, end);
    }
    if (end !== size) throw new RangeError("another size than the directory says");
    return out;
  }

  function expand(bits, [literals, distances], out, from) {
    let end = from;
    for (;;) {
      const symbol = bits.symbol(literals);
      if (symbol === 256) return end;
      if (symbol < 256) {
        if (end >= out.length) throw new RangeError("longer than the directory says");
        out[end++] = symbol;
        continue;
      }
      const place = symbol - 257;
      if (place >= LENGTH_BASE.length) throw new RangeError("a length that does not exist");
      const length = LENGTH_BASE[place] + bits.take(LENGTH_BITS[place]);
      const far = bits.symbol(distances);
      if (far >= FAR_BASE.length) throw new RangeError("a distance that does not exist");
      const distance = FAR_BASE[far] + bits.take(FAR_BITS[far]);
      if (distance > end || end + length > out.length) throw new RangeError("a copy from outside");
      for (let i = 0; i < length; i++, end++) out[end] = out[end - distance];
    }
  }

  drawV1.inflate = inflate;
  drawV1.Unreadable = Unreadable;
  drawV1.limits = { MIB, LARGEST_FILE, LARGEST_BUNDLE, GREATEST_RATIO, MOST_FILES };
})((self.drawV1 = self.drawV1 || {}));
