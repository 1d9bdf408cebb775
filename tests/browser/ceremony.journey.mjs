// Draws that are more than the plain one: agencies lock in secrets with their browsers, in both languages, and by hand without scripts; they reveal
// from a browser that has never seen them; a page in a meeting room moves by itself while dice are thrown; a draw waits for the beacon.

import { accountsIn } from "./support/accounts.mjs";
import { actor } from "./support/actor.mjs";
import { drawn, verified } from "./steps/draw.mjs";
import { comesIn } from "./steps/newcomers.mjs";
import { posts, published, reviewed } from "./steps/project.mjs";
import { browserLocksIn, drawOf, entersDice, pastesWrongly, projected, reveals, typesSecret } from "./steps/secrets.mjs";
import { en, readers, settled, surveyors, zh } from "./steps/settling.mjs";
import { signsUp } from "./steps/signup.mjs";

/** The city's time when this journey takes it over: the morning its doors opened, a little later. */
export const begins = "2026-11-20T09:40";

/** Quicknet's round 123: a real signature, of a round that no draw of this city names. */
const round123 = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";
const wrongSignatures = [
  ["b75c", "selection-beacon-unreadable"],
  [round123, "selection-beacon-false"],
  [JSON.stringify({ round: 123, signature: round123 }), "selection-beacon-other-round"],
];

const town = { town: "绵阳", area: "91510703", first: 41_000, paper: "51700", mail: "secret", head: "程致远", person: "苏映雪" };

export default async function ({ browser, folder, clock, output, step }) {
  const city = { browser, folder, clock, accounts: accountsIn(output) };
  const officer = (role, reader) => comesIn(city, reader, city.accounts.find((account) => account.role === role));
  const [owner, operator] = [await officer("owner", { ...zh, looks: false }), await officer("operator", { ...zh, looks: false })];
  const everybody = await Promise.all([actor(browser, zh), actor(browser, en)]);
  const firms = surveyors(["鉴微", "守拙", "问渠"], town);
  const agencies = await settled(city, operator, firms, readers);
  step("three agencies are there");

  const announce = async (title, terms) => {
    const project = { title, terms };
    await posts(owner, project);
    await reviewed(operator, project);
    const notice = await published(everybody[0], project);
    const receipts = [];
    for (const who of agencies) receipts.push(await signsUp(who, notice));
    return { notice, receipts, draw: await drawOf(everybody[0], notice) };
  };
  const secret = await announce("临澄市北山片区地形测量服务", { nonces: "commit" });
  const dice = await announce("临澄市南桥片区地形测量服务", { dice: "public" });
  const beacon = await announce("临澄市西岭片区地形测量服务", { beacon: "drand" });
  step("three draws are open, with secrets, dice and the beacon");

  const files = [await browserLocksIn(agencies[0], secret.receipts[0], secret.draw), await browserLocksIn(agencies[1], secret.receipts[1], secret.draw)];
  const digits = "0123456789abcdef".repeat(4);
  const label = await typesSecret(agencies[2], secret.receipts[2], digits);
  step("secrets are locked in, by the browser in both languages and by hand without scripts");

  const room = await actor(browser, en);
  const screen = await projected(room, dice.draw, new Date(`${clock.day(4)}T12:00:00+08:00`));
  await clock.nextWorkingDay();
  await throwInPublic(officer, dice, screen);
  step("the page in the meeting room moved by itself, from the open list through the dice to the result");

  const [stranger, foreigner, plain] = await Promise.all(readers.map((reader) => actor(browser, reader)));
  await reveals(stranger, secret.draw, { receipt: files[0] });
  await reveals(foreigner, secret.draw, { receipt: files[1] });
  await reveals(plain, secret.draw, { label, nonce: digits });
  await drawn(foreigner, secret.notice);
  await verified(foreigner);
  step("every secret was revealed from a browser that had never seen it, and the bundle verifies");

  await clock.minutes(45);
  for (const one of everybody) await waitsForBeacon(one, beacon.draw);
  step("a draw waits for the beacon, and takes no signature but its own");
  for (const one of [owner, operator, room, stranger, foreigner, plain, ...everybody, ...agencies]) await one.close();
}

async function throwInPublic(officer, dice, screen) {
  await screen.shows("selection-throw-waiting");
  const supervisor = await officer("supervisor", zh);
  await entersDice(supervisor, dice.draw, "3516244153626154331264524136215344126531");
  await screen.shows(".verdict .who");
  await verifiedBy(supervisor, dice.draw);
  await supervisor.close();
}

async function verifiedBy(reader, draw) {
  await reader.opens(draw);
  await verified(reader);
}

async function waitsForBeacon(reader, draw) {
  await reader.waitsFor(draw, async (page) => reader.say("selection-beacon-waiting").test(await page.innerText("main")), "the wait for the beacon");
  await pastesWrongly(reader, draw, wrongSignatures);
}
