// A panel: the operator takes experts into the pool; whoever is drawn accepts by its invitation, reads, scores and locks, and the chair closes the review.

import { readFile } from "node:fs/promises";

import { actor } from "../support/actor.mjs";
import { item } from "./filing.mjs";
import { followsLetter } from "./newcomers.mjs";

/** These experts, each signed in at a browser of their own after the letter; a part of their way in is looked at with the operator's. */
export async function takenIn(city, operator, experts, readers) {
  for (const { name, email } of experts) {
    await operator.opens("/operations/experts/new");
    await operator.fills({ name, email, title: "高级工程师", employer: "临澄大学" });
    await operator.page.check(`[name=items][value=${item}]`);
    await operator.presses("experts-save");
    await operator.sees("experts-flash-added", name);
  }
  const comes = async ({ email }, reader) => {
    const who = await followsLetter(city, await actor(city.browser, reader), email);
    await who.opens(`/lang/${reader.language}?to=/desk`);
    return who;
  };
  return Promise.all(experts.map((expert, n) => comes(expert, readers[n])));
}

const link = (expert, kind, title) => expert.page.locator(`main a[href^="/expert/${kind}/"]`, { hasText: title }).first();

/** Waits until the expert's list has an invitation to this project, or its review; opens it and returns its address. */
async function asked(expert, kind, title) {
  await expert.waitsFor("/expert", () => link(expert, kind, title).count(), `${kind} to ${title}`);
  const address = await link(expert, kind, title).getAttribute("href");
  await expert.opens(address);
  return address;
}

/** Declares to have no interest and accepts, once. */
export async function acceptsSeat(expert, title) {
  const address = await asked(expert, "invitations", title);
  await expert.sees("experts-secret", "experts-declare", title);
  await expert.presses("experts-answer-go", 422);
  await expert.fills({ answer: "accept" });
  await expert.presses("experts-answer-go");
  await expert.sees("experts-flash-answered");
  await expert.opens(address);
  if (await expert.page.locator("main form[action*='/invitations/']").count()) throw new Error("an invitation can be answered twice");
}

/** Reads a document, gives each proposal its points, in the order of the pseudonyms that all experts see, and locks; `hidden` must not be read anywhere. */
export async function scoresAll(expert, title, points, hidden) {
  const desk = await asked(expert, "reviews", title);
  const sheets = (await expert.page.locator("main th a").evaluateAll((all) => all.map((one) => one.getAttribute("href")))).sort();
  if (sheets.length !== points.length) throw new Error(`${desk} has ${sheets.length} proposals instead of ${points.length}`);
  for (const [n, sheet] of sheets.entries()) {
    if (n === 0) await readsDocument(expert, sheet);
    else await expert.opens(sheet);
    await tellsNobody(expert, hidden);
    await expert.fills(Object.fromEntries(["understanding", "approach", "schedule", "quality"].map((id, at) => [`points_${id}`, points[n][at]])));
    await expert.presses("reviews-save-desk");
  }
  await expert.presses("reviews-lock");
  await expert.sees("reviews-flash-locked");
  return desk;
}

/** Waits until the documents beside what is judged have been checked; the first is what was sealed, cleaned. */
export async function readsDocument(who, address) {
  const papers = who.page.locator("main a[href*='/documents/']");
  await who.waitsFor(address, () => papers.count(), "a document");
  const [paper] = await Promise.all([who.page.waitForEvent("download"), papers.first().click()]);
  if (!(await readFile(await paper.path())).subarray(1, 4).equals(Buffer.from("PNG"))) throw new Error("the document of a proposal is not the picture that was sealed");
}

/** Nobody is named on the page. */
export async function tellsNobody(who, names) {
  const text = await who.page.innerText("main");
  const told = names.filter((name) => text.includes(name));
  if (told.length) throw new Error(`${who.page.url()} names ${told.join(", ")}`);
}

/** Once all have locked, whoever was drawn first finds the button on its desk, and nobody else does; it closes the review. */
export async function chairCloses(experts, desks) {
  const mayClose = (expert) => expert.page.getByRole("button", { name: expert.say("reviews-close") }).count();
  const chairs = async () => {
    await Promise.all(experts.map((expert, n) => expert.opens(desks[n])));
    const may = await Promise.all(experts.map(mayClose));
    return experts.filter((_, n) => may[n]);
  };
  for (let tries = 0; !(await chairs()).length; tries += 1) {
    if (tries > 60) throw new Error("nobody may close the review");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const [chair, ...others] = await chairs();
  if (others.length) throw new Error("not the chair alone may close the review");
  await chair.presses("reviews-close");
  await chair.sees("reviews-flash-closed");
}
