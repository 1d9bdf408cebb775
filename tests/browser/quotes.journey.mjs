// Ways with quotes, and one chosen blind: agencies seal in their browsers in both languages and without scripts, everybody opens the envelopes again in a
// browser of their own, an owner without scripts picks a card, and the bundles of both draws verify.

import { accountsIn } from "./support/accounts.mjs";
import { actor } from "./support/actor.mjs";
import { verified } from "./steps/draw.mjs";
import { agencyFiles, passed } from "./steps/filing.mjs";
import { comesIn, newcomer } from "./steps/newcomers.mjs";
import { creditCode, scan } from "./steps/papers.mjs";
import { posts, published, reviewed } from "./steps/project.mjs";
import { browserProposes, browserSeals, opened, picks, typesQuote, typesUnderPseudonym } from "./steps/quotes.mjs";
import { drawOf } from "./steps/secrets.mjs";
import { signsUp } from "./steps/signup.mjs";

/** The city's time when this journey takes it over: after the weekend over which the journey of the ceremonies went. */
export const begins = "2026-11-24T09:40";

const zh = { language: "zh-CN" };
const en = { language: "en" };
const withoutScripts = { language: "zh-CN", javaScript: false };
const readers = [zh, en, withoutScripts];

const firm = (number, short) => ({
  kind: "agency",
  name: `德阳${short}测绘技术有限公司`,
  short,
  code: creditCode("91510600", 61_000 + number),
  paper: `川测资字51600${number}`,
  grade: "a",
  head: "顾行舟",
  person: "陆听澜",
  email: `quote${number}@journey.example`,
});

export default async function ({ browser, folder, clock, output, step }) {
  const city = { browser, folder, clock, accounts: accountsIn(output) };
  const officer = (role, reader) => comesIn(city, reader, city.accounts.find((account) => account.role === role));
  const [owner, operator] = [await officer("owner", { ...en, javaScript: false }), await officer("operator", { ...zh, looks: false })];
  const [visitor, foreigner] = await Promise.all([actor(browser, zh), actor(browser, en)]);
  const agencies = await settle(city, operator);
  step("three agencies are there");

  const announce = async (title, terms) => {
    const project = { title, terms };
    await posts(owner, project);
    await reviewed(operator, project);
    const notice = await published(visitor, project);
    const receipts = [];
    for (const who of agencies) receipts.push(await signsUp(who, notice));
    return { title, notice, receipts, draw: await drawOf(visitor, notice) };
  };
  const lowest = await announce("临澄市东湖片区道路测量服务", { way: "lowest-price", price_kind: "cap" });
  const average = await announce("临澄市南湖片区道路测量服务", { way: "closest-to-average", price_kind: "cap" });
  const drawn = await announce("临澄市青湖片区道路测量服务", { way: "quote-then-draw", price_kind: "cap" });
  const discount = await announce("临澄市中湖片区道路测量服务", { way: "highest-discount", price_kind: "cap" });
  const blind = await announce("临澄市西湖片区道路测量服务", { way: "draw-then-choose", large: 3, small: 3 });
  const proposals = await announce("临澄市星湖片区道路测量服务", { way: "review-then-draw", price_kind: "cap" });
  step("six projects are open: by the lowest price, by the average, drawn at the own quote, by the highest discount, chosen blind, and reviewed");

  for (const { receipts } of [lowest, average, drawn]) {
    await browserSeals(agencies[0], receipts[0], "91000.50");
    await browserSeals(agencies[1], receipts[1], "88000");
    await typesQuote(agencies[2], receipts[2], { amount: "96000", words: "人民币玖万陆仟元整" });
  }
  await browserSeals(agencies[0], discount.receipts[0], "7.5");
  await browserSeals(agencies[1], discount.receipts[1], "12.25");
  await typesQuote(agencies[2], discount.receipts[2], { amount: "9.8", words: "下浮9.80％" });
  step("quotes are sealed, by browsers in both languages and by the market without scripts");

  const kept = await browserProposes(agencies[0], proposals.receipts[0], { amount: "90000", paper: scan("plan.png") });
  await browserProposes(agencies[0], proposals.receipts[0], { amount: "89000", paper: scan("plan.png"), kept });
  await browserProposes(agencies[1], proposals.receipts[1], { amount: "92000", paper: scan("plan.png") });
  await typesUnderPseudonym(agencies[2], proposals.receipts[2], "95000", scan("plan.png"));
  step("proposals are sealed under pseudonyms, one of them in the place of another");

  await clock.nextWorkingDay();
  await opened(visitor, lowest.draw, { count: 3, sees: ["人民币玖万壹仟元"] });
  await opened(foreigner, average.draw, { count: 3, sees: [] });
  await opened(visitor, drawn.draw, { count: 3, sees: ["人民币捌万捌仟元整"] });
  await opened(visitor, discount.draw, { count: 3, sees: ["下浮12.25％"] });
  await opened(visitor, proposals.draw, { count: 3, sees: ["人民币捌万玖仟元整"] });
  step("the browsers opened every envelope again");

  const reason = "Most finished projects of the kind.";
  await picks(owner, blind.title, reason);
  await foreigner.waitsFor(`${blind.notice}/outcome`, (page) => page.getByText(reason).count(), "the outcome");
  for (const { draw } of [lowest, average, drawn, discount, blind]) {
    await visitor.opens(draw);
    await verified(visitor);
  }
  step("a card was picked without scripts, and the bundles verify");
  for (const one of [owner, operator, visitor, foreigner, ...agencies]) await one.close();
}

/** Three agencies: one reads Chinese, one English, one has no scripts. */
async function settle(city, operator) {
  const agencies = [];
  for (const [number, short] of ["观海", "听松", "望岳"].entries()) {
    const own = firm(number, short);
    const who = await newcomer(city, { ...readers[number], looks: false }, own);
    await agencyFiles(who, own, { careful: true });
    await passed(operator, own);
    await who.close();
    agencies.push(await comesIn(city, readers[number], { email: own.email }));
  }
  return agencies;
}
