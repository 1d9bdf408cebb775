// Who is in the market before a journey begins: agencies and an owner whose filings have passed, and an operator who signs in with a password alone.

import { accountsIn } from "../support/accounts.mjs";
import { agencyFiles, ownerFiles, passed } from "./filing.mjs";
import { comesIn, newcomer } from "./newcomers.mjs";
import { creditCode } from "./papers.mjs";

export const zh = { language: "zh-CN" };
export const en = { language: "en" };
export const withoutScripts = { language: "zh-CN", javaScript: false };
/** How the three agencies of a journey read. */
export const readers = [zh, en, withoutScripts];

/** Surveyors of one town, a filing each; `first` is the number of the first in their codes, `paper` begins the numbers of their certificates, `mail` their addresses. */
export const surveyors = (shorts, { town, area, first, paper, mail, ...others }) =>
  shorts.map((short, number) => ({
    kind: "agency",
    name: `${town}${short}测绘技术有限公司`,
    short,
    code: creditCode(area, first + number),
    paper: `川测资字${paper}${number}`,
    grade: "a",
    head: "顾行舟",
    person: "陆听澜",
    email: `${mail}${number}@journey.example`,
    ...others,
  }));

/** The policy of a new market: the demonstration's under a name and from a day of its own, without second factors. */
export const passwordsOnly = (text) =>
  text
    .replace('version = "demonstration-1"', 'version = "journeys"')
    .replace('effective_from = "2025-01-01"', 'effective_from = "2026-01-01"')
    .replace(/^totp_roles = .*$/m, "totp_roles = []");

/** The operator of a new market. */
export const itsOperator = (city, reader, output) => comesIn(city, reader, accountsIn(output)[0]);

/** These agencies, each with a reader of its own; how they file is not looked at, what they do afterwards is. */
export async function settled(city, operator, firms, readers) {
  const files = async (own, reader) => {
    const who = await newcomer(city, { ...reader, looks: false }, own);
    await agencyFiles(who, own, { careful: true });
    return who;
  };
  const agencies = await Promise.all(firms.map((own, n) => files(own, readers[n])));
  for (const own of firms) await passed(operator, own);
  for (const [n, who] of agencies.entries()) if (readers[n].looks !== false) who.looksFromNow();
  return agencies;
}

/** This owner. */
export async function ownerSettled(city, operator, office, reader) {
  const owner = await newcomer(city, { ...reader, looks: false }, office);
  await ownerFiles(owner, office);
  await passed(operator, office);
  if (reader.looks !== false) owner.looksFromNow();
  return owner;
}
