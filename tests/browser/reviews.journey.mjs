// An expert scores what is sealed under pseudonyms: with the keyboard and a sheet that saves itself, and without JavaScript, up to the lock. An owner that
// compares proposals itself does the same, up to the published sheet.

import { readFile } from "node:fs/promises";

import { accountsIn, signIn } from "./support/accounts.mjs";

export default async function ({ browser, step, output }) {
  const account = accountsIn(output).find((one) => one.role === "expert");
  const quiet = await browser.person({ language: "zh-CN", javaScript: false, width: 320 });
  await signIn(quiet, account);
  await quiet.visits("/expert");
  const desk = await quiet.page.locator("main a[href^='/expert/reviews/']").first().getAttribute("href");
  await quiet.visits(desk);
  const sheets = await quiet.page.locator("main th a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  if (sheets.length < 2) throw new Error(`there is hardly anything to review: ${sheets}`);

  const writer = await browser.person({ language: "en", width: 1366 });
  await signIn(writer, account);
  await writer.visits(sheets[0]);
  const [plan] = await Promise.all([writer.page.waitForEvent("download"), writer.page.locator("main a[href*='/documents/']").first().click()]);
  if (!(await readFile(await plan.path())).subarray(0, 5).equals(Buffer.from("%PDF-"))) throw new Error("the document of a proposal is no PDF");
  step("a document is read beside its score sheet");
  const fields = await writer.page.locator("main input[name^=points_]").evaluateAll((all) => all.map((field) => field.name));
  await writer.page.focus(`[name=${fields[0]}]`);
  for (const points of ["15", "30", "15", "14.5"]) {
    await writer.page.keyboard.type(points);
    await writer.page.keyboard.press("Tab");
  }
  await writer.page.waitForFunction(() => document.querySelector("[data-autosave-state]").textContent === document.querySelector("form[data-autosave]").dataset.saved);
  await writer.page.fill(`[name=${fields[0]}]`, "1000");
  await writer.page.waitForFunction(() => document.querySelector("[data-autosave-state]").textContent === document.querySelector("form[data-autosave]").dataset.unsaved);
  await writer.visits(desk);
  if (!(await writer.page.innerText("main")).includes("74.5")) throw new Error("what the sheet saved by itself is not on the desk");
  step("a sheet saves itself, and says when it does not");
  await writer.close();

  for (const sheet of sheets.slice(1)) {
    await quiet.visits(sheet);
    for (const name of fields) await quiet.page.fill(`[name=${name}]`, "10");
    await quiet.arrives(() => quiet.page.locator("button[name=go][value=desk]").click());
    if (!quiet.page.url().endsWith(desk)) throw new Error(`a sheet was not saved: ${await quiet.page.innerText("main")}`);
  }
  await quiet.arrives(() => quiet.page.locator(`form[action="${desk}/lock"] button`).click());
  await quiet.checks();
  await quiet.visits(sheets[0]);
  if (await quiet.page.locator("button[name=go]").count()) throw new Error("a locked sheet can still be saved");
  step("the sheets are filled in and locked without JavaScript");
  await quiet.close();
  await compares({ browser, step }, accountsIn(output).find((one) => one.role === "owner"));
}

/** Keeps what is typed by itself, and picks without JavaScript; what is missing is said, and what was typed stays. */
async function compares({ browser, step }, account) {
  const writer = await browser.person({ language: "en", width: 1366 });
  await signIn(writer, account);
  await writer.visits("/desk");
  const choices = await writer.page.locator("main a[href$='/choice']").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  for (const href of choices) {
    await writer.visits(href);
    if (await writer.page.locator("main a[href*='/documents/']").count()) break;
  }
  const choice = new URL(writer.page.url()).pathname;
  const [plan] = await Promise.all([writer.page.waitForEvent("download"), writer.page.locator("main a[href*='/documents/']").first().click()]);
  if (!(await readFile(await plan.path())).subarray(0, 5).equals(Buffer.from("%PDF-"))) throw new Error("the document beside a card is no PDF");
  const fields = await writer.page.locator("main input[name^=points_]").evaluateAll((all) => all.map((field) => field.name));
  await writer.page.fill(`[name=${fields[0]}]`, "31.5");
  await writer.page.fill("[name=reason]", "The plan fits the site.");
  await writer.page.waitForFunction(() => document.querySelector("[data-autosave-state]").textContent === document.querySelector("form[data-autosave]").dataset.saved);
  await writer.close();
  step("an owner reads a proposal beside its card, and its sheet saves itself");

  const quiet = await browser.person({ language: "zh-CN", javaScript: false, width: 320 });
  await signIn(quiet, account);
  await quiet.visits(choice);
  const value = (name) => quiet.page.locator(`[name=${name}]`).inputValue();
  const pick = () => quiet.arrives(() => quiet.page.locator("button[formaction]").click());
  await quiet.page.locator("[name=card]").first().check();
  await pick();
  await quiet.checks();
  if ((await value(fields[0])) !== "31.5" || (await value("reason")) !== "The plan fits the site.") throw new Error("what was typed did not stay");
  if (!(await quiet.page.locator("[name=declared][aria-invalid]").count())) throw new Error("a pick was taken without the declaration");
  for (const name of fields.slice(1)) await quiet.page.fill(`[name=${name}]`, "10");
  await quiet.page.locator("[name=declared]").check();
  await pick();
  const outcome = await quiet.page.locator("main a[href$='/outcome']").first().getAttribute("href");
  for (let tries = 0; !(await quiet.page.locator("#compared").count()); tries += 1) {
    if (tries > 60) throw new Error(`there is no sheet at ${outcome}: ${await quiet.page.innerText("main")}`);
    await quiet.page.waitForTimeout(500);
    await quiet.page.goto(outcome);
  }
  await quiet.checks();
  if (!(await quiet.page.innerText("main")).includes("51.5")) throw new Error("the published sheet has another sum");
  step("it picks without JavaScript, and its sheet is published");
  await quiet.close();
}
