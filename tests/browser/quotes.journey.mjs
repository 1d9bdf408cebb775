// The ways without anybody's judgement, and the one chosen blind: agencies seal in their browsers in both languages and without scripts, everybody opens the
// envelopes again in a browser of their own, an owner without scripts picks a card, and every outcome is told and its bundle verifies.

import { actor } from "./support/actor.mjs";
import { drawn, verified } from "./steps/draw.mjs";
import { chosen } from "./steps/outcome.mjs";
import { creditCode } from "./steps/papers.mjs";
import { posts, published, reviewed } from "./steps/project.mjs";
import { browserSeals, opened, picks, typesQuote } from "./steps/quotes.mjs";
import { drawOf } from "./steps/secrets.mjs";
import { en, itsOperator, ownerSettled, passwordsOnly, readers, settled, surveyors, zh } from "./steps/settling.mjs";
import { signsUp } from "./steps/signup.mjs";

/** A Tuesday morning in a new market, on both databases. */
export const begins = "2026-11-24T09:40";
export const policy = passwordsOnly;
export const onBoth = true;

const town = { town: "德阳", area: "91510600", first: 61_000, paper: "51600", mail: "quote" };

const office = {
  kind: "owner",
  name: "临澄市东湖片区建设服务中心",
  code: creditCode("11510100", 63_000),
  head: "沈国梁",
  person: "许知秋",
  email: "lakes@journey.example",
};

export default async function ({ browser, folder, clock, output, step }) {
  const city = { browser, folder };
  const operator = await itsOperator(city, { ...zh, looks: false }, output);
  const [visitor, foreigner] = await Promise.all([actor(browser, zh), actor(browser, en)]);
  const firms = surveyors(["观海", "听松", "望岳"], town);
  const agencies = await settled(city, operator, firms, readers);
  const owner = await ownerSettled(city, operator, office, { ...en, javaScript: false });
  step("three agencies and an owner are there");

  const announce = async (title, terms) => {
    const project = { title, terms };
    await posts(owner, project);
    await reviewed(operator, project);
    const notice = await published(visitor, project);
    const receipts = [];
    for (const who of agencies) receipts.push(await signsUp(who, notice));
    return { title, notice, receipts, draw: await drawOf(visitor, notice) };
  };
  const plain = await announce("临澄市金湖片区道路测量服务", {});
  const lowest = await announce("临澄市东湖片区道路测量服务", { way: "lowest-price", price_kind: "cap" });
  const average = await announce("临澄市南湖片区道路测量服务", { way: "closest-to-average", price_kind: "cap" });
  const lowered = await announce("临澄市月湖片区道路测量服务", { way: "closest-to-lowered-average", price_kind: "cap" });
  const quoted = await announce("临澄市青湖片区道路测量服务", { way: "quote-then-draw", price_kind: "cap" });
  const discount = await announce("临澄市中湖片区道路测量服务", { way: "highest-discount", price_kind: "cap" });
  const blind = await announce("临澄市西湖片区道路测量服务", { way: "draw-then-choose", large: 3, small: 3 });
  step("seven projects are open: drawn, by the lowest price, by the average, by a lowered one, drawn at the own quote, by the highest discount, and chosen blind");

  for (const { receipts } of [lowest, average, lowered, quoted]) {
    await Promise.all([
      browserSeals(agencies[0], receipts[0], "91000.50"),
      browserSeals(agencies[1], receipts[1], "88000"),
      typesQuote(agencies[2], receipts[2], { amount: "96000", words: "人民币玖万陆仟元整" }),
    ]);
  }
  await browserSeals(agencies[0], discount.receipts[0], "7.5");
  await browserSeals(agencies[1], discount.receipts[1], "12.25");
  await typesQuote(agencies[2], discount.receipts[2], { amount: "9.8", words: "下浮9.80％" });
  step("quotes are sealed, by browsers in both languages and by the market without scripts");

  await clock.nextWorkingDay();
  await opened(visitor, lowest.draw, { count: 3, sees: ["人民币玖万壹仟元"] });
  await opened(foreigner, average.draw, { count: 3, sees: [] });
  await opened(foreigner, lowered.draw, { count: 3, sees: [] });
  await opened(visitor, quoted.draw, { count: 3, sees: ["人民币捌万捌仟元整"] });
  await opened(visitor, discount.draw, { count: 3, sees: ["下浮12.25％"] });
  step("the browsers opened every envelope again");

  const reason = "Most finished projects of the kind.";
  await picks(owner, blind.title, reason);
  const [nearest, cheapest] = firms;
  await chosen(visitor, lowest.notice, [cheapest], ["ground-price"]);
  await chosen(visitor, average.notice, [nearest], ["ground-distance"]);
  await chosen(visitor, lowered.notice, [nearest, cheapest], ["ground-distance", "outcomes-how-lowered", "outcomes-number-drawn"]);
  await chosen(visitor, quoted.notice, firms, ["ground-draw"]);
  await chosen(visitor, discount.notice, [cheapest], ["ground-price"]);
  await chosen(foreigner, blind.notice, firms, ["ground-choice", reason]);
  await drawn(visitor, plain.notice);
  for (const { draw } of [plain, lowest, average, lowered, quoted, discount, blind]) {
    await visitor.opens(draw);
    await verified(visitor);
  }
  step("a card was picked without scripts, every outcome names whom its rule chose, and the bundles verify");
  for (const one of [owner, operator, visitor, foreigner, ...agencies]) await one.close();
}
