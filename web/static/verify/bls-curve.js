// The two groups of BLS12-381: points of y² = x³ + 4 over Fp (G1) and of y² = x³ + 4(1 + u) over Fp2 (G2), as [x, y], or null for the point at
// infinity; and how they are written in 48 and 96 bytes (draft-irtf-cfrg-pairing-friendly-curves, appendix C).
(function (drawV1) {
  "use strict";

  const { P, prime, quadratic } = drawV1.fields;
  /** How many points either group has. */
  const ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
  const COORDINATE = 48;
  // The three highest bits of the first byte.
  const COMPRESSED = 0x80, INFINITY = 0x40, LARGER = 0x20, FLAGS = 0xe0;

  /** The slope in which a line touches the curve at `a`, or goes through `a` and `b`; null where it stands upright. */
  function slope(field, a, b) {
    const [rise, run] = field.equal(a[0], b[0])
      ? [field.scale(field.mul(a[0], a[0]), 3n), field.add(a[1], b[1])]
      : [field.sub(b[1], a[1]), field.sub(b[0], a[0])];
    return field.isZero(run) ? null : field.mul(rise, field.inverse(run));
  }

  /** The third point of the line with this slope, mirrored: the sum of `a` and `b`. */
  function third(field, slant, a, b) {
    const x = field.sub(field.sub(field.mul(slant, slant), a[0]), b[0]);
    return [x, field.sub(field.mul(slant, field.sub(a[0], x)), a[1])];
  }

  function add(field, a, b) {
    if (a === null || b === null) return a || b;
    const slant = slope(field, a, b);
    return slant === null ? null : third(field, slant, a, b);
  }

  function times(field, point, factor) {
    let sum = null;
    for (const bit of factor.toString(2)) {
      sum = add(field, sum, sum);
      if (bit === "1") sum = add(field, sum, point);
    }
    return sum;
  }

  const negated = (field, [x, y]) => [x, field.sub(field.sub(y, y), y)];

  /** What a group knows about its coordinates: how many numbers they are, highest first in the bytes. */
  const G1 = { field: prime, b: 4n, parts: 1, of: ([x]) => x, highest: (y) => [y] };
  const G2 = { field: quadratic, b: [4n, 4n], parts: 2, of: ([high, low]) => [low, high], highest: ([low, high]) => [high, low] };

  const number = (bytes) => BigInt("0x" + Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join(""));

  /** Whether y is the larger of y and -y: the first of its numbers that is not 0 lies above p / 2. */
  function isLarger(group, y) {
    const first = group.highest(y).find((part) => part !== 0n);
    return first !== undefined && first > (P - 1n) / 2n;
  }

  /** The point in these bytes, null for infinity; undefined for bytes that are no point of the group, and for a second spelling of one. */
  function decompress(group, bytes) {
    const flags = bytes[0] & FLAGS;
    const plain = Uint8Array.from(bytes);
    plain[0] &= ~FLAGS;
    if (bytes.length !== group.parts * COORDINATE || !(flags & COMPRESSED)) return undefined;
    if (flags & INFINITY) return flags & LARGER || plain.some((byte) => byte !== 0) ? undefined : null;
    const parts = Array.from({ length: group.parts }, (_, part) => number(plain.subarray(part * COORDINATE, (part + 1) * COORDINATE)));
    if (parts.some((part) => part >= P)) return undefined;
    const { field, b } = group, x = group.of(parts);
    const y = field.root(field.add(field.mul(field.mul(x, x), x), b));
    if (y === null) return undefined;
    const point = isLarger(group, y) === Boolean(flags & LARGER) ? [x, y] : negated(field, [x, y]);
    return times(field, point, ORDER) === null ? point : undefined;
  }

  drawV1.curve = { ORDER, G1, G2, slope, third, add, times, negated, decompress };
})((self.drawV1 = self.drawV1 || {}));
