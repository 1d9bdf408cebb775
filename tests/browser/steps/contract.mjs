// Step 6: the notice of award, its acceptance, the contract both sides confirm, and the result the owner accepts.

import { pdf } from "./papers.mjs";

/** The winner finds the award on its work list, reads the notice and accepts. */
export async function accepts(winner, project) {
  await winner.waitsFor("/agency/awards", (page) => page.getByRole("link", { name: project.title }).count(), "the award");
  await winner.follows("/agency/awards/");
  await winner.follows("awards-notice");
  await winner.sees(project.title, "awards-answer-by");
  await printable(winner);
  await winner.page.goBack();
  await winner.presses("awards-accept-go");
  await winner.sees("awards-flash-accepted");
}

/** On paper the notice stands alone, with the code that leads to the draw. */
async function printable(who) {
  await who.page.emulateMedia({ media: "print" });
  const sign = who.page.locator(".a4 .proof svg");
  if (!(await sign.first().isVisible())) throw new Error("the printed notice has no code to verify it by");
  if (await who.page.locator("header").first().isVisible()) throw new Error("the head of the site is printed with the notice");
  await who.page.emulateMedia({ media: "screen" });
}

/** One side registers the signed contract, the other confirms it. Returns its address. */
export async function contracted(winner, owner, project, clock) {
  await winner.waitsFor("/contracts", (page) => page.getByRole("link", { name: project.title }).count(), "the contract");
  await winner.follows(project.title);
  const address = new URL(winner.page.url()).pathname;
  await winner.fills({ number: "LC-CH-2026-118", content: "按公告内容完成测量并提交成果。" });
  await winner.fills({ signed_on: clock.today(), starts_on: clock.today(), ends_on: clock.day(20), scan: pdf("contract.pdf") });
  await winner.presses("contracts-register-go");
  await winner.sees("contracts-flash-registered");
  await owner.opens(address);
  await owner.sees("LC-CH-2026-118");
  await owner.presses("contracts-confirm-go");
  await owner.sees("contracts-flash-confirmed");
  return address;
}

/** The agency hands its result in; the owner accepts it. */
export async function delivered(winner, owner, contract) {
  await winner.opens(contract);
  await winner.fills({ note: "成果报告三份及电子数据，已自检合格。", papers: pdf("report.pdf") });
  await winner.presses("contracts-deliver-go");
  await winner.sees("contracts-flash-delivered");
  await owner.opens(contract);
  await owner.sees("report.pdf");
  await owner.fills({ reply: "成果齐全，精度符合要求，同意验收。" });
  await owner.presses("contracts-accept-go");
  await owner.sees("contracts-flash-accepted");
}
