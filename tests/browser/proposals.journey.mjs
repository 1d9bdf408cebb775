// The ways in which somebody judges: an owner compares proposals itself, experts who are drawn review them before one is drawn or chosen blind, and an owner
// names an agency. In both languages and without scripts, from the notice to the outcome and the bundle; the agency that was named accepts its award.

import { actor } from "./support/actor.mjs";
import { compares } from "./steps/comparison.mjs";
import { accepts } from "./steps/contract.mjs";
import { drawn, verified } from "./steps/draw.mjs";
import { acceptsSeat, chairCloses, scoresAll, takenIn } from "./steps/experts.mjs";
import { chosen } from "./steps/outcome.mjs";
import { creditCode, scan } from "./steps/papers.mjs";
import { posts, published, reviewed } from "./steps/project.mjs";
import { browserProposes, opened, picks, typesUnderPseudonym } from "./steps/quotes.mjs";
import { drawOf } from "./steps/secrets.mjs";
import { en, itsOperator, ownerSettled, passwordsOnly, readers, settled, surveyors, withoutScripts, zh } from "./steps/settling.mjs";
import { signsUp } from "./steps/signup.mjs";

/** A Tuesday morning in a new market, on both databases. */
export const begins = "2026-11-24T09:10";
/** A panel has three experts. */
export const policy = (text) => passwordsOnly(text).replace(/^seats = 5$/m, "seats = 3");
export const onBoth = true;

const town = { town: "雅安", area: "91511802", first: 81_000, paper: "51181", mail: "proposal" };

const office = {
  kind: "owner",
  name: "临澄市星湖片区建设服务中心",
  code: creditCode("11510100", 82_000),
  head: "沈国梁",
  person: "许知秋",
  email: "star-lake@journey.example",
};

const experts = ["甲", "乙", "丙"].map((last, n) => ({ name: `评审员${last}`, email: `expert${n}@journey.example` }));

/** What each expert gives the proposals, in one order: the first two are better than the third. */
const points = [
  ["18", "36", "18", "18"],
  ["17.5", "35", "17", "17"],
  ["12", "30", "14", "14"],
];

export default async function ({ browser, folder, clock, output, step }) {
  const city = { browser, folder };
  const operator = await itsOperator(city, zh, output);
  const [visitor, foreigner] = await Promise.all([actor(browser, zh), actor(browser, en)]);
  const firms = surveyors(["照野", "知微", "行远"], town);
  const hidden = firms.flatMap(({ name, short }) => [name, short]);
  const agencies = await settled(city, operator, firms, readers);
  const owner = await ownerSettled(city, operator, office, withoutScripts);
  const panel = await takenIn(city, operator, experts, readers);
  step("three agencies, an owner and three experts are there");

  const announce = async (title, terms, who = agencies) => {
    await posts(owner, { title, terms });
    await reviewed(operator, { title });
    const notice = await published(visitor, { title });
    const receipts = [];
    for (const one of who) receipts.push(await signsUp(one, notice));
    return { title, notice, receipts, draw: await drawOf(visitor, notice) };
  };
  const weights = { weight_response: 50, weight_personnel: 30, weight_price: 20 };
  const merit = await announce("临澄市天河片区道路测量服务", { way: "proposal-merit", price_kind: "cap", ...weights });
  const thenDrawn = await announce("临澄市云河片区道路测量服务", { way: "review-then-draw", price_kind: "cap", shortlist: 2 });
  const thenChosen = await announce("临澄市沙河片区道路测量服务", { way: "review-then-choose", price_kind: "cap", shortlist: 2 });
  const words = "续做上一年度同一路段的测量。";
  const named = { named_code: firms[1].code, named_name: firms[1].name, named_reason: "continuation", named_words: words };
  const direct = await announce("临澄市清河片区道路测量服务", { way: "direct", price: "3", ...named }, [agencies[1]]);
  await visitor.opens(direct.notice);
  await visitor.sees(firms[1].name, words);
  step("four projects are open: compared by the owner, reviewed and drawn, reviewed and chosen, and given to an agency by name");

  const paper = scan("plan.png");
  const kept = await browserProposes(agencies[0], thenDrawn.receipts[0], { amount: "90500", paper });
  await browserProposes(agencies[0], thenDrawn.receipts[0], { amount: "90000", paper, kept });
  await browserProposes(agencies[1], thenDrawn.receipts[1], { amount: "92000", paper });
  await typesUnderPseudonym(agencies[2], thenDrawn.receipts[2], "95000", paper);
  for (const { receipts } of [merit, thenChosen]) {
    await Promise.all([
      browserProposes(agencies[0], receipts[0], { amount: "90000", paper }),
      browserProposes(agencies[1], receipts[1], { amount: "92000", paper }),
      typesUnderPseudonym(agencies[2], receipts[2], "95000", paper),
    ]);
  }
  step("proposals are sealed under pseudonyms, one of them in the place of another");

  await clock.nextWorkingDay();
  for (const { draw } of [merit, thenDrawn, thenChosen]) await opened(visitor, draw, { count: 3, sees: ["人民币玖万元整"] });
  step("the browser opened every envelope again");

  const merits = "服务响应具体，人员与工作量相称。";
  await compares(owner, merit.title, { points: [["45.5", "25", "15"], ["40", "20", "15"], ["30", "20", "10"]], reason: merits, hidden });
  await chosen(foreigner, merit.notice, firms, ["ground-choice", merits, "outcomes-compared", "outcomes-recusal-hash", "85.5"]);
  step("the owner compared, declared to have no interest and picked without scripts, and its sheet is published");

  await clock.minutes(10);
  for (const { title } of [thenDrawn, thenChosen]) for (const expert of panel) await acceptsSeat(expert, title);
  step("the panels are drawn, and all who were invited accept");

  for (const { title } of [thenDrawn, thenChosen]) {
    const desks = await Promise.all(panel.map((expert) => scoresAll(expert, title, points, [...hidden, ...experts.map(({ name }) => name)])));
    await chairCloses(panel, desks);
  }
  await chosen(foreigner, thenDrawn.notice, firms, ["ground-draw", "outcomes-scores", "rule-not-shortlisted"]);
  const fits = "技术方案更贴合现场。";
  await picks(owner, thenChosen.title, fits);
  await chosen(visitor, thenChosen.notice, firms, ["ground-choice", fits, "outcomes-scores", "rule-not-shortlisted"]);
  step("all scored and locked, the chairs closed, and of the better two one was drawn and one chosen blind");

  await clock.nextWorkingDay();
  await drawn(visitor, direct.notice);
  await accepts(agencies[1], direct);
  step("who was named accepted the award");
  for (const { draw } of [merit, thenDrawn, thenChosen, direct]) {
    await visitor.opens(draw);
    await verified(visitor);
  }
  step("the bundles verify");
  for (const one of [owner, operator, visitor, foreigner, ...agencies, ...panel]) await one.close();
}
