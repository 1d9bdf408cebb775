// A negotiation: those drawn quote by a form that says the sum in words, the owner replies to all of them at once, and they quote again.

/** In its turn an agency quotes; a sum in another unit is refused, and nothing stands before it was shown in words. */
export async function quotes(who, receipt, { amount, words }) {
  await who.waitsFor(`${receipt}/negotiation`, (page) => page.locator('[name="amount"]').count(), "the turn to quote");
  await who.fills({ amount: `${amount}元` });
  await who.presses("negotiations-quote-go", 422);
  await who.sees("bids-unit");
  await who.fills({ amount });
  await who.presses("negotiations-quote-go", 422);
  await who.sees("bids-confirm", words);
  await who.presses("negotiations-confirm-go");
  await who.sees("negotiations-flash-quoted", "negotiations-own");
}

/** The owner replies to all who quoted; a telephone number is refused, and so is a reply to some. */
export async function replies(owner, choice, count, text) {
  await owner.waitsFor(choice, (page) => page.locator(`[name="reply_${count}"]`).count(), "the quotes");
  if (await owner.page.locator(`[name="reply_${count + 1}"]`).count()) throw new Error(`more than ${count} are to be replied to`);
  for (let n = 1; n <= count; n += 1) await owner.fills({ [`reply_${n}`]: n === 1 ? "13800000000" : text });
  await owner.presses("negotiations-replies-go", 422);
  await owner.sees("negotiations-trace-number");
  await owner.fills({ reply_1: text });
  await owner.presses("negotiations-replies-go");
  await owner.sees("negotiations-flash-replied", text);
}
