// What an agency types, read as the market reads it: yuan with at most two decimals, full-width digits allowed; and the amount in words (人民币大写).
(function (self) {
  "use strict";

  const bidV1 = (self.bidV1 = self.bidV1 || {});
  const DIGITS = "零壹贰叁肆伍陆柒捌玖";
  const PLACES = ["仟", "佰", "拾", ""];
  // Fen; beside it every whole number is exact in a browser.
  const MOST = 1e15;

  /** Full-width forms as the keyboard would have them. */
  function halfWidth(typed) {
    const half = (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0);
    return typed.replace(/[\uff01-\uff5e]/g, half).replace(/。/g, ".").replace(/\u3000/g, " ").trim();
  }

  /** A decimal number in units of its last place: `{ value }`, or `{ fault }` with the word of what is wrong. */
  function decimal(typed, places) {
    const words = halfWidth(typed);
    if (!words) return { fault: "empty" };
    if (/^[-−]/.test(words)) return { fault: "negative" };
    if (/[万元]/.test(words)) return { fault: "unit" };
    if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(words)) return { fault: "form" };
    const [whole, rest = ""] = words.replace(/,/g, "").split(".");
    const exact = rest.replace(/0+$/, "");
    if (exact.length > places) return { fault: "precise" };
    const value = Number(whole + (exact + "0".repeat(places)).slice(0, places));
    if (!(value <= MOST)) return { fault: "large" };
    return value === 0 ? { fault: "zero" } : { value };
  }

  /** A whole number in groups of four digits, any run of zeros between two digits one 零. */
  function whole(number) {
    let [words, gap] = ["", false];
    for (let group = 4; group >= 0; group--) {
      const value = Math.floor(number / Math.pow(10, 4 * group)) % 10000;
      PLACES.forEach((place, at) => {
        const digit = Math.floor(value / Math.pow(10, 3 - at)) % 10;
        if (digit === 0) return void (gap = words !== "");
        words += (gap ? "零" : "") + DIGITS[digit] + place;
        gap = false;
      });
      if (value > 0 && group % 2 === 1) words += "万";
      if ((group === 2 && number >= 1e8) || (group === 4 && value > 0)) words += "亿";
    }
    return words;
  }

  /** An amount of fen in words. */
  function capital(amount) {
    const [yuan, rest] = [Math.floor(amount / 100), amount % 100];
    const [jiao, fen] = [Math.floor(rest / 10), rest % 10];
    let words = yuan > 0 ? whole(yuan) + "元" : "";
    if (rest === 0) words += yuan === 0 ? "零元整" : "整";
    else if (jiao === 0) words += (yuan > 0 ? "零" : "") + DIGITS[fen] + "分";
    else words += DIGITS[jiao] + "角" + (fen === 0 ? "整" : DIGITS[fen] + "分");
    return "人民币" + words;
  }

  Object.assign(bidV1, { decimal, capital });
})(self);
