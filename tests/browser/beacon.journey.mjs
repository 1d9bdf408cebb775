// A draw whose seed holds a round of the beacon, in August 2023, when quicknet signed the rounds whose signatures everybody knows: anybody pastes the
// signature, also without scripts, and the page in the meeting room moves by itself to the result, which the visitor's browser then redoes.

import { accountsIn } from "./support/accounts.mjs";
import { actor } from "./support/actor.mjs";
import { verified } from "./steps/draw.mjs";
import { agencyFiles, ownerFiles, passed } from "./steps/filing.mjs";
import { comesIn, newcomer } from "./steps/newcomers.mjs";
import { creditCode } from "./steps/papers.mjs";
import { posts, published, reviewed } from "./steps/project.mjs";
import { drawOf, pastesSignature, pastesWrongly, projected } from "./steps/secrets.mjs";
import { surveyors, zh } from "./steps/settling.mjs";
import { signsUp } from "./steps/signup.mjs";

/** A morning of that month. */
export const begins = "2023-08-22T10:00";

/** Sign-up ends with the office, at five, and the beacon comes so long after the latest reveal that its round is number 1000, at 23:59:24. */
export const policy = (text) =>
  text
    .replace('version = "demonstration-1"', 'version = "summer-2023"')
    .replace('effective_from = "2025-01-01"', 'effective_from = "2023-01-01"')
    .replace('window_ends = "same-time"', 'window_ends = "office-close"')
    .replace("beacon_margin_seconds = 600", "beacon_margin_seconds = 23964")
    .replace(/^totp_roles = .*$/m, "totp_roles = []");

const signature = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
const otherSignature = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

const unseen = { ...zh, looks: false };
const project = { title: "临澄市东湖片区地形测量服务", terms: { beacon: "drand" } };

const town = { town: "雅安", area: "91511802", first: 61_000, paper: "51180", mail: "summer", head: "陆清源", person: "纪晚晴", since: "2022-01-01" };

const office = {
  kind: "owner",
  name: "临澄市东湖片区建设服务中心",
  code: creditCode("11510100", 62_000),
  head: "沈国梁",
  person: "许知秋",
  email: "lake@journey.example",
};

export default async function ({ browser, folder, clock, output, step }) {
  const city = { browser, folder };
  const operator = await comesIn(city, unseen, accountsIn(output)[0]);
  const [reader, room, plain] = [await actor(browser, zh), await actor(browser, { language: "en" }), await actor(browser, { ...zh, javaScript: false })];
  const notice = await open(city, operator, reader);
  const draw = await drawOf(reader, notice);
  step("a draw with the beacon is open");

  const screen = await projected(room, draw, new Date("2023-08-25T12:00:00+08:00"));
  await clock.to("2023-08-23T17:01");
  await screen.shows("selection-beacon-waiting");
  await pastesWrongly(reader, draw, [[signature, "selection-beacon-too-early"]]);
  await clock.to("2023-08-24T00:05");
  await pastesWrongly(plain, draw, [[otherSignature, "selection-beacon-false"], ["no signature", "selection-beacon-unreadable"]]);
  await pastesSignature(plain, draw, signature);
  await screen.shows(".verdict .who");
  step("the signature was pasted without scripts, and the page in the meeting room moved by itself");

  await redone(reader, draw);
  await reader.opens(draw);
  await verified(reader);
  step("the visitor's browser and the program find the beacon's signature right");
  for (const one of [operator, reader, room, plain]) await one.close();
}

/** Three agencies and an owner come in, and a project is open with the agencies signed up. */
async function open(city, operator, reader) {
  const agencies = [];
  for (const own of surveyors(["听泉", "望岳", "怀瑾"], town)) {
    const who = await newcomer(city, unseen, own);
    await agencyFiles(who, own, { careful: true });
    await passed(operator, own);
    agencies.push(who);
  }
  const owner = await newcomer(city, unseen, office);
  await ownerFiles(owner, office);
  await passed(operator, office);
  await posts(owner, project);
  await reviewed(operator, project);
  const notice = await published(reader, project);
  for (const who of agencies) await signsUp(who, notice);
  for (const one of [owner, ...agencies]) await one.close();
  return notice;
}

/** The check in the visitor's browser says that it found the signature of the beacon right. */
async function redone(reader, draw) {
  await reader.opens(`${draw}/verify`);
  await reader.page.click("#browser-draw");
  await reader.page.locator("#browser-verdict .note.ok").waitFor({ timeout: 30_000 });
  const seed = await reader.page.innerText('#browser-steps [data-step="seed"]');
  if (!seed.includes(signature) || !reader.say("verify-found-beacon").test(seed)) throw new Error(`the check does not tell of the beacon: ${seed}`);
  await reader.checks();
}
