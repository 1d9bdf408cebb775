// A negotiation in three exchanges at most: an owner without scripts and agencies in both languages, with scripts and without, from the notice to the
// accepted award; the outcome page tells what was said, and the bundle verifies.

import { accountsIn } from "./support/accounts.mjs";
import { actor } from "./support/actor.mjs";
import { accepts } from "./steps/contract.mjs";
import { verified } from "./steps/draw.mjs";
import { agencyFiles, passed } from "./steps/filing.mjs";
import { quotes, replies } from "./steps/negotiation.mjs";
import { comesIn, newcomer } from "./steps/newcomers.mjs";
import { creditCode } from "./steps/papers.mjs";
import { posts, published, reviewed } from "./steps/project.mjs";
import { picks } from "./steps/quotes.mjs";
import { drawOf } from "./steps/secrets.mjs";
import { signsUp } from "./steps/signup.mjs";

/** The city's time when this journey takes it over: the last one, days after the others. */
export const begins = "2026-12-03T09:10";

const zh = { language: "zh-CN" };
const en = { language: "en" };
const withoutScripts = { language: "zh-CN", javaScript: false };
const readers = [zh, en, withoutScripts];

const firm = (number, short) => ({
  kind: "agency",
  name: `绵阳${short}测绘技术有限公司`,
  short,
  code: creditCode("91510700", 71_000 + number),
  paper: `川测资字51700${number}`,
  grade: "a",
  head: "韩知远",
  person: "苏明澈",
  email: `talk${number}@journey.example`,
});

export default async function ({ browser, folder, clock, output, step }) {
  const city = { browser, folder, clock, accounts: accountsIn(output) };
  const officer = (role, reader) => comesIn(city, reader, city.accounts.find((account) => account.role === role));
  const [owner, operator] = [await officer("owner", withoutScripts), await officer("operator", { ...zh, looks: false })];
  const [visitor, foreigner] = await Promise.all([actor(browser, zh), actor(browser, en)]);
  const firms = ["澄江", "映山", "临川"].map((short, number) => firm(number, short));
  const agencies = await settle(city, operator, firms);
  step("three agencies are there");

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

  await owner.waitsFor("/desk", (page) => page.locator('main a[href$="/choice"]', { hasText: project.title }).count(), "the quotes");
  const choice = await owner.page.locator('main a[href$="/choice"]', { hasText: project.title }).first().getAttribute("href");
  await replies(owner, choice, 3, "请减少一次现场会，并相应下调报价。");
  const text = await owner.page.innerText("main");
  for (const { name, short } of firms) if (text.includes(name) || text.includes(short)) throw new Error(`the owner reads the name of ${name}`);
  step("the owner replied to all of them at once, without scripts");

  await quotes(agencies[1], receipts[1], { amount: "86000", words: "86,000" });
  await agencies[0].opens(`${receipts[0]}/negotiation`);
  await agencies[0].sees("请减少一次现场会");
  await clock.minutes(61);
  const reason = "价格和承诺时限综合最好。";
  await picks(owner, project.title, reason);
  await foreigner.waitsFor(`${notice}/outcome`, (page) => page.getByText(reason).count(), "the outcome");
  await foreigner.sees("negotiations-said", "negotiations-said-reply", "86,000");
  await visitor.opens(draw);
  await verified(visitor);
  const told = await foreigner.page.innerText("main");
  const winner = firms.findIndex(({ name }) => told.includes(name));
  if (winner < 0) throw new Error("nobody is named in the outcome");
  await accepts(agencies[winner], project);
  step("one was picked blind and accepted the award, and the bundle verifies");
  for (const one of [owner, operator, visitor, foreigner, ...agencies]) await one.close();
}

/** Three agencies: one reads Chinese, one English, one has no scripts. */
async function settle(city, operator, firms) {
  const agencies = [];
  for (const [number, own] of firms.entries()) {
    const who = await newcomer(city, { ...readers[number], looks: false }, own);
    await agencyFiles(who, own, { careful: true });
    await passed(operator, own);
    await who.close();
    agencies.push(await comesIn(city, readers[number], { email: own.email }));
  }
  return agencies;
}
