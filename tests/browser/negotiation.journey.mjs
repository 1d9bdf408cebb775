// A negotiation in three exchanges at most: an owner without scripts and agencies in both languages, with scripts and without, from the notice to the
// accepted award; the outcome page tells what was said, and the bundle verifies.

import { actor } from "./support/actor.mjs";
import { accepts } from "./steps/contract.mjs";
import { verified } from "./steps/draw.mjs";
import { quotes, replies } from "./steps/negotiation.mjs";
import { chosen } from "./steps/outcome.mjs";
import { creditCode } from "./steps/papers.mjs";
import { posts, published, reviewed } from "./steps/project.mjs";
import { choiceOf, picks } from "./steps/quotes.mjs";
import { drawOf } from "./steps/secrets.mjs";
import { en, itsOperator, ownerSettled, passwordsOnly, readers, settled, surveyors, withoutScripts, zh } from "./steps/settling.mjs";
import { signsUp } from "./steps/signup.mjs";

/** A Thursday morning in a new market, on both databases. */
export const begins = "2026-12-03T09:10";
export const policy = passwordsOnly;
export const onBoth = true;

const town = { town: "绵阳", area: "91510700", first: 71_000, paper: "51700", mail: "talk", head: "韩知远", person: "苏明澈" };

const office = {
  kind: "owner",
  name: "临澄市北湖片区建设服务中心",
  code: creditCode("11510100", 72_000),
  head: "沈国梁",
  person: "许知秋",
  email: "north-lake@journey.example",
};

export default async function ({ browser, folder, clock, output, step }) {
  const city = { browser, folder };
  const operator = await itsOperator(city, { ...zh, looks: false }, output);
  const [visitor, foreigner] = await Promise.all([actor(browser, zh), actor(browser, en)]);
  const firms = surveyors(["澄江", "映山", "临川"], town);
  const agencies = await settled(city, operator, firms, readers);
  const owner = await ownerSettled(city, operator, office, withoutScripts);
  step("three agencies and an owner are there");

  const project = { title: "临澄市北湖片区道路测量服务", terms: { way: "negotiation", small: 3, price_kind: "cap" } };
  await posts(owner, project);
  await reviewed(operator, project);
  const notice = await published(visitor, project);
  const receipts = [];
  for (const who of agencies) receipts.push(await signsUp(who, notice));
  const draw = await drawOf(visitor, notice);
  await clock.nextWorkingDay();
  const sums = [
    { amount: "91000.50", words: "人民币玖万壹仟元" },
    { amount: "88000", words: "88,000" },
    { amount: "96000", words: "人民币玖万陆仟元整" },
  ];
  for (const [n, who] of agencies.entries()) await quotes(who, receipts[n], sums[n]);
  step("all three have quoted, in both languages and without scripts");

  await replies(owner, await choiceOf(owner, project.title), 3, "请减少一次现场会，并相应下调报价。");
  const text = await owner.page.innerText("main");
  for (const { name, short } of firms) if (text.includes(name) || text.includes(short)) throw new Error(`the owner reads the name of ${name}`);
  step("the owner replied to all of them at once, without scripts");

  await quotes(agencies[1], receipts[1], { amount: "86000", words: "86,000" });
  await agencies[0].opens(`${receipts[0]}/negotiation`);
  await agencies[0].sees("请减少一次现场会");
  await clock.minutes(61);
  const reason = "价格和承诺时限综合最好。";
  await picks(owner, project.title, reason);
  const winner = await chosen(foreigner, notice, firms, ["ground-choice", reason, "negotiations-said", "negotiations-said-reply", "86,000"]);
  await visitor.opens(draw);
  await verified(visitor);
  await accepts(agencies[firms.indexOf(winner)], project);
  step("one was picked blind and accepted the award, and the bundle verifies");
  for (const one of [owner, operator, visitor, foreigner, ...agencies]) await one.close();
}
