// The fields under BLS12-381: whole numbers modulo a prime p, and two extensions of them. Nothing secret is computed here, so nothing needs to
// take the same time for every value, and clarity comes before speed. (draft-irtf-cfrg-pairing-friendly-curves, section 4.2.1.)
(function (drawV1) {
  "use strict";

  const P = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;

  // ---- Fp: a BigInt from 0 to p - 1.

  function mod(a) {
    const rest = a % P;
    return rest < 0n ? rest + P : rest;
  }

  function power(base, exponent) {
    let result = 1n;
    for (let square = mod(base), left = exponent; left > 0n; left >>= 1n, square = (square * square) % P) {
      if (left & 1n) result = (result * square) % P;
    }
    return result;
  }

  /** 1 / a, by Euclid; a must not be 0. */
  function inverse(a) {
    let [low, high, one, other] = [mod(a), P, 1n, 0n];
    while (low > 1n) {
      const times = high / low;
      [low, high] = [high - times * low, low];
      [one, other] = [other - times * one, one];
    }
    return mod(one);
  }

  /** A square root, or null where there is none. p is 3 modulo 4, so it is a power. */
  function root(a) {
    const found = power(a, (P + 1n) / 4n);
    return (found * found - a) % P === 0n ? found : null;
  }

  // ---- Fp2 = Fp[u] / (u² + 1): [a, b] stands for a + b·u.

  const quadratic = {
    add: ([a, b], [c, d]) => [mod(a + c), mod(b + d)],
    sub: ([a, b], [c, d]) => [mod(a - c), mod(b - d)],
    mul: ([a, b], [c, d]) => [mod(a * c - b * d), mod(a * d + b * c)],
    scale: ([a, b], factor) => [mod(a * factor), mod(b * factor)],
    equal: ([a, b], [c, d]) => a === c && b === d,
    isZero: ([a, b]) => a === 0n && b === 0n,
    inverse([a, b]) {
      const norm = inverse(a * a + b * b);
      return [mod(a * norm), mod(-b * norm)];
    },
    /** A square root, or null: (x + y·u)² = a + b·u means x² = (a ± √(a² + b²)) / 2 and y = b / 2x. */
    root([a, b]) {
      const norm = root(mod(a * a + b * b));
      if (norm === null) return null;
      const half = inverse(2n);
      const x = root(mod((a + norm) * half)) || root(mod((a - norm) * half));
      if (!x) return null;
      const found = [x, mod(b * half * inverse(x))];
      return quadratic.equal(quadratic.mul(found, found), [a, b]) ? found : null;
    },
  };

  const prime = {
    add: (a, b) => mod(a + b),
    sub: (a, b) => mod(a - b),
    mul: (a, b) => mod(a * b),
    scale: (a, factor) => mod(a * factor),
    equal: (a, b) => a === b,
    isZero: (a) => a === 0n,
    inverse,
    root,
  };

  // ---- Fp12 = Fp[w] / (w¹² - 2w⁶ + 2): twelve coefficients. w⁶ = 1 + u, so a + b·u is (a - b) + b·w⁶.

  const DEGREE = 12, HALF = 6;

  /** Carries what is above w¹¹ down by w¹² = 2w⁶ - 2, then reduces every coefficient. */
  function reduce(product) {
    for (let place = 2 * DEGREE - 2; place >= DEGREE; place--) {
      product[place - HALF] += 2n * product[place];
      product[place - DEGREE] -= 2n * product[place];
    }
    return product.slice(0, DEGREE).map(mod);
  }

  const twelfth = {
    one: [1n].concat(new Array(DEGREE - 1).fill(0n)),
    mul(a, b) {
      const product = new Array(2 * DEGREE - 1).fill(0n);
      for (let i = 0; i < DEGREE; i++) {
        if (b[i] === 0n) continue;
        for (let j = 0; j < DEGREE; j++) product[i + j] += b[i] * a[j];
      }
      return reduce(product);
    },
    square(a) {
      const product = new Array(2 * DEGREE - 1).fill(0n);
      for (let i = 0; i < DEGREE; i++) {
        product[2 * i] += a[i] * a[i];
        for (let j = i + 1; j < DEGREE; j++) product[i + j] += 2n * a[i] * a[j];
      }
      return reduce(product);
    },
    power(a, exponent) {
      let result = twelfth.one;
      for (const bit of exponent.toString(2)) {
        result = twelfth.square(result);
        if (bit === "1") result = twelfth.mul(result, a);
      }
      return result;
    },
    /** Whether it lies in the subfield of half the degree, whose elements have even powers of w alone. */
    isInHalf: (a) => a.every((coefficient, place) => place % 2 === 0 || coefficient === 0n),
  };

  drawV1.fields = { P, mod, inverse, root, prime, quadratic, twelfth };
})((self.drawV1 = self.drawV1 || {}));
