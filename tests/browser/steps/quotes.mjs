// Sealed quotes: an agency seals in its browser or lets the market seal what it types; everybody watches the opening and checks it; an owner picks blind.

import { readFile } from "node:fs/promises";

/** The browser seals; the private file is saved first, and neither salt nor key nor quote is sent. */
export async function browserSeals(who, receipt, amount) {
  await who.opens(`${receipt}/quote`);
  const sent = [];
  who.page.on("request", (request) => sent.push(request.postData() ?? ""));
  await who.page.fill("#here-amount", amount);
  await who.page.click("#here-seal");
  await who.page.locator("#here-state", { hasText: who.say("bids-sealed-done") }).waitFor();
  const [download] = await Promise.all([who.page.waitForEvent("download"), who.page.click("#here-private")]);
  const file = JSON.parse(await readFile(await download.path()));
  await who.checks();
  await who.arrives(() => who.page.click("#here-send"));
  await who.sees("bids-flash-sealed", "bids-made-agency");
  if (sent.some((body) => body.includes(file.key) || body.includes(file.salt) || body.includes(`amount-fen ${amount}`))) throw new Error("what must stay in the browser was sent");
}

/** The browser cleans a document by the market, seals it and the quote under a pseudonym, and sends them; `kept` is the private file of what is replaced. */
export async function browserProposes(who, receipt, { amount, paper, kept }) {
  await who.opens(`${receipt}/quote`);
  if (kept) await who.page.setInputFiles("#here-kept", { name: "private.json", mimeType: "application/json", buffer: Buffer.from(kept) });
  await who.page.fill("#here-amount", amount);
  await who.page.setInputFiles("#here-files", paper);
  await who.page.locator("#here-files-list", { hasText: who.say("bids-check-clean") }).waitFor();
  await who.page.click("#here-seal");
  await who.page.locator("#here-state", { hasText: who.say("bids-sealed-done") }).waitFor();
  const [download] = await Promise.all([who.page.waitForEvent("download"), who.page.click("#here-private")]);
  const file = await readFile(await download.path(), "utf8");
  await who.checks();
  await who.arrives(() => who.page.click("#here-send"));
  await who.sees("bids-keep-once");
  return file;
}

/** Without scripts the market cleans and seals the document too, and what has to be kept is given once, in the answer. */
export async function typesUnderPseudonym(who, receipt, amount, paper) {
  await who.opens(`${receipt}/quote`);
  await who.sees("bids-typed-files");
  await who.fills({ amount });
  await who.page.setInputFiles("form[action$='/typed'] [name=documents]", paper);
  await who.presses("bids-typed-go", 422);
  await who.presses("bids-confirm-go");
  await who.sees("bids-keep-once", "bids-keep-typed");
}

/** Without scripts the page says who sees the quote, and says the amount in words before anything is sealed. */
export async function typesQuote(who, receipt, { amount, words }) {
  await who.opens(`${receipt}/quote`);
  if (await who.page.locator("#seal-here").isVisible()) throw new Error("a part that needs a script is shown without one");
  await who.sees("bids-typed-seen");
  await who.fills({ amount: `${amount}元` });
  await who.presses("bids-typed-go", 422);
  await who.sees("bids-unit");
  await who.fills({ amount });
  await who.presses("bids-typed-go", 422);
  await who.sees("bids-confirm", words);
  await who.presses("bids-confirm-go");
  await who.sees("bids-flash-sealed", "bids-made-market");
}

/** The opening is published; the visitor's own browser opens every envelope again. */
export async function opened(reader, draw, { count, sees }) {
  await reader.waitsFor(`${draw}/opening`, (page) => page.locator("#h-check").count(), "the opening");
  await reader.sees("bids-members", ...sees);
  if (!(await reader.page.locator("#check-go").isVisible())) return;
  await reader.page.click("#check-go");
  await reader.page.locator("#check-said", { hasText: reader.say("bids-check-right") }).waitFor({ timeout: 20_000 });
  const said = (await reader.page.innerText("#check-said")).trim();
  if (!said.endsWith(String(count))) throw new Error(`the browser says of ${count} envelopes: ${said}`);
  await reader.checks();
}

/** Waits until the owner's desk asks for a choice; its address. */
export async function choiceOf(owner, title) {
  const link = owner.page.locator('main a[href$="/choice"]', { hasText: title });
  await owner.waitsFor("/desk", () => link.count(), "the choice");
  return link.first().getAttribute("href");
}

/** The owner picks a card, once, and cannot do it again. */
export async function picks(owner, title, reason) {
  await owner.opens(await choiceOf(owner, title));
  await owner.sees("outcomes-once", "outcomes-cards");
  await owner.presses("outcomes-choose-go", 422);
  await owner.fills({ card: 2, reason });
  await owner.presses("outcomes-choose-go");
  await owner.sees("outcomes-flash-picked", reason);
  if (await owner.page.getByRole("button", { name: owner.say("outcomes-choose-go") }).count()) throw new Error("a pick can be made twice");
}
