// The words of the documents: each has one grammar and one way to be written (draw-v1, section 1).
// A word is given back as it stands; whoever needs a number makes one from it.
(function (drawV1) {
  "use strict";

  const CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
  const MARKS = "[A-Za-z0-9._:/-]";
  // Unix second of the beacon's round 1, seconds from one round to the next, and seconds between reveal-by and a round that may be named.
  const GENESIS = 1692803367;
  const PERIOD = 3;
  const MARGIN = 600;

  /** A word of this shape; `also` says what the shape alone cannot. */
  function word(shape, also) {
    const whole = new RegExp("^(?:" + shape + ")$");
    return { shape, accepts: (text) => whole.test(text) && (!also || also(text)) };
  }

  /** Compares whole numbers of any length, written without leading zeros. */
  function isLess(a, b) {
    return a.length === b.length ? a < b : a.length < b.length;
  }

  const fits64Bits = (digits) => !isLess("18446744073709551615", digits);

  /** Unix second of `YYYY-MM-DDTHH:MM:SSZ`, or null where the calendar or the clock has no such instant. */
  function second(text) {
    const found = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)Z$/.exec(text);
    if (!found) return null;
    const [year, month, day, hours, minutes, seconds] = found.slice(1).map(Number);
    const at = new Date(0);
    at.setUTCFullYear(year, month - 1, day);
    if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
    return at.getTime() / 1000 + 3600 * hours + 60 * minutes + seconds;
  }

  const hash = word("[0-9a-f]{64}");
  const words = {
    hash,
    label: word(MARKS + "{1,64}"),
    draw: word(MARKS + "{1,128}"),
    registryId: word(MARKS + "{1,64}"),
    pseudonym: word(MARKS + "{1,128}"),
    reason: word("[a-z-]{1,32}"),
    kind: word("[a-z0-9._-]{1,64}"),
    digits: word("[0-9]{40,400}"),
    signature: word("[0-9a-f]{96}"),
    number: word("0|[1-9][0-9]*"),
    count: word("0|[1-9][0-9]*", fits64Bits),
    weight: word("[1-9][0-9]{0,2}|1000"),
    time: word("YYYY-MM-DDTHH:MM:SSZ"),
    mode: word("uniform|weighted"),
    nonces: word("none|commit"),
    status: word("in|out"),
    substitution: word("ranked|fresh"),
    pool: word("open|[0-9a-f]{64}"),
    platform: word("platform"),
    officer: word("officer:[a-z0-9-]{1,32}"),
    who: word("platform|officer:[a-z0-9-]{1,32}|applicant:" + MARKS + "{1,64}"),
    withheld: word("platform|officer:[a-z0-9-]{1,32}|beacon"),
    commitment: word("[0-9a-f]{64}|ceremony"),
    beacon: word("drand:" + CHAIN + ":[1-9][0-9]*", (text) => fits64Bits(roundOf(text))),
  };
  words.time.accepts = (text) => second(text) !== null;

  /** A word or `-`. */
  words.orDash = (field) => ({ shape: "-|" + field.shape, accepts: (text) => text === "-" || field.accepts(text) });

  /** The digits of a beacon's round. */
  function roundOf(beacon) {
    return beacon.slice(beacon.lastIndexOf(":") + 1);
  }

  /** The digits of the first round that a notice with this reveal-by may name. */
  function earliestRound(revealBy) {
    return String(Math.floor((Math.max(0, second(revealBy) + MARGIN - GENESIS) + PERIOD - 1) / PERIOD) + 1);
  }

  /** Unix second of a beacon's round, a BigInt: its digits may be many. */
  const timeOf = (beacon) => BigInt(GENESIS) + (BigInt(roundOf(beacon)) - 1n) * BigInt(PERIOD);

  drawV1.words = words;
  drawV1.numbers = { isLess, second, roundOf, timeOf, earliestRound };
})((self.drawV1 = self.drawV1 || {}));
