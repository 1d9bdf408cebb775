// The whole life of a project, walked by everybody who has a part in it: in Chinese, in English, and in Chinese without JavaScript.
// Each story adds an agency and an owner of its own; two more agencies come with the first and sign up in all three.

import { accountsIn } from "./support/accounts.mjs";
import { actor } from "./support/actor.mjs";
import { barred, listed } from "./steps/bar.mjs";
import { accepts, contracted, delivered } from "./steps/contract.mjs";
import { drawn, losersUnnamed, verified } from "./steps/draw.mjs";
import { agencyFiles, foundInDirectory, ownerFiles, passed, returnedAndMended } from "./steps/filing.mjs";
import { comesIn, newcomer } from "./steps/newcomers.mjs";
import { creditCode } from "./steps/papers.mjs";
import { posts, published, reviewed } from "./steps/project.mjs";
import { explained, rated } from "./steps/rating.mjs";
import { isRefused, signsUp, staysSealed, thinksTwice } from "./steps/signup.mjs";

/** The city's time when this journey takes it over: some days after its doors opened, when the journeys before it have left it. */
export const begins = "2026-11-26T09:40";

const stories = [
  { reader: { language: "zh-CN" }, short: "天衡" },
  { reader: { language: "en" }, short: "经纬" },
  { reader: { language: "zh-CN", javaScript: false }, short: "方圆" },
];

const firm = (number, short) => ({
  kind: "agency",
  name: `成都${short}测绘技术有限公司`,
  short,
  code: creditCode("91510105", 31_000 + number),
  paper: `川测资字51100${number}`,
  grade: number % 2 ? "a" : "b",
  head: "周明远",
  person: "何晓岚",
  email: `firm${number}@journey.example`,
});

const body = (number, short) => ({
  kind: "owner",
  name: `临澄市${short}片区建设服务中心`,
  code: creditCode("11510100", 52_000 + number),
  head: "沈国梁",
  person: "许知秋",
  email: `owner${number}@journey.example`,
});

export default async function ({ browser, folder, clock, output, step }) {
  const city = { browser, folder, clock, accounts: accountsIn(output) };
  const companions = await settle(city);
  for (const [number, story] of stories.entries()) {
    step(`${story.reader.language}${story.reader.javaScript === false ? " without JavaScript" : ""}`);
    await live(city, { ...story, number, companions }, (text) => step(`  ${text}`));
  }
}

/** Somebody of the demo city with a printed sign-in. */
const officer = (city, role, reader, nth = 0) => comesIn(city, reader, city.accounts.filter((account) => account.role === role)[nth]);

/** Two agencies that are there in every story; their way in is looked at with the first story's own agency. */
async function settle(city) {
  const reader = { language: "zh-CN", looks: false };
  const operator = await officer(city, "operator", reader);
  const companions = [];
  for (const [number, short] of [[7, "观澜"], [8, "启明"]]) {
    const own = firm(number, short);
    const who = await newcomer(city, reader, own);
    await agencyFiles(who, own, { careful: true });
    await passed(operator, own);
    await who.close();
    companions.push(own);
  }
  await operator.close();
  return companions;
}

/** One story from the first letter to the bar. */
async function live(city, { reader, short, number, companions }, step) {
  const own = firm(number, short);
  const project = { title: `临澄市${short}片区道路测量服务` };
  const people = { public: await actor(city.browser, reader), operator: await officer(city, "operator", reader) };
  const agency = await onboard(city, people, reader, own);
  const owner = await onboardOwner(city, people, reader, body(number, short));
  step("filed, returned, mended, passed and found");

  const demo = await officer(city, "agency", reader);
  project.avoids = { ...(await ownEntry(demo)), reason: "该机构负责人曾在本单位任职。" };
  const notice = await announce(people, owner, project);
  step("posted, reviewed and published");

  await thinksTwice(agency, notice);
  const others = [];
  for (const { email } of companions) others.push(await comesIn(city, reader, { email }));
  for (const who of others) await signsUp(who, notice);
  await isRefused(demo, notice, project.avoids.reason);
  const firms = [own, ...companions];
  const names = firms.map((one) => one.name);
  await staysSealed([owner, people.operator], notice, names);
  step("signed up, and sealed");

  await city.clock.nextWorkingDay();
  const name = await drawn(people.public, notice);
  await losersUnnamed(people.public, names, name);
  await verified(people.public);
  const winner = [agency, ...others][names.indexOf(name)];
  step("drawn and verified");

  await accepts(winner, project);
  const contract = await contracted(winner, owner, project, city.clock);
  await delivered(winner, owner, contract);
  await rated(owner, winner, contract);
  step("awarded, contracted, delivered and rated");

  const entry = await foundInDirectory(people.public, firms[names.indexOf(name)]);
  await explained(people.public, entry);
  const [drafter, decider] = [await officer(city, "credit-officer", reader, 0), await officer(city, "credit-officer", reader, 1)];
  await barred({ drafter, decider, who: agency }, own);
  await listed({ who: agency, reader: people.public }, own);
  await isRefused(agency, await announce(people, owner, { ...project, title: `${project.title}二期` }), "signups-barred");
  step("explained, and barred");
  for (const one of [...Object.values(people), agency, ...others, owner, demo, drafter, decider]) await one.close();
}

async function onboard(city, people, reader, own) {
  const agency = await newcomer(city, reader, own);
  await agencyFiles(agency, own, { careful: false });
  await returnedAndMended(people.operator, agency, own);
  await passed(people.operator, own);
  await foundInDirectory(people.public, own);
  return agency;
}

async function onboardOwner(city, people, reader, org) {
  const owner = await newcomer(city, reader, org);
  await ownerFiles(owner, org);
  await passed(people.operator, org);
  await owner.opens("/owner");
  await owner.sees("owners-own-approved");
  return owner;
}

/** Name and code of the agency somebody works for, as its public entry says them. */
async function ownEntry(who) {
  await who.opens("/agency");
  await who.follows("agencies-own-public");
  return { name: (await who.page.innerText("h1")).trim(), code: (await who.page.innerText(".meta .mono")).trim() };
}

/** A project on its way from the owner's desk to the public; returns the address of its notice. */
async function announce(people, owner, project) {
  await posts(owner, project);
  await reviewed(people.operator, project);
  return published(people.public, project);
}
