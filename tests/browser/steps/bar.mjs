// Step 9: one officer drafts a case, the agency answers, another decides; the list is public and the agency may sign up no more.

import { pdf } from "./papers.mjs";

const facts = "在报名材料中使用他人证书，经发证机关核实不属实。";

/** From the draft to the bar in force. */
export async function barred({ drafter, decider, who }, firm) {
  await drafter.opens("/credit/cases");
  await drafter.follows("blacklist-new");
  await drafter.fills({ agency: firm.code, grade: "general", months: 6, rule: "《临澄市中介服务超市信用管理办法》第十二条", facts, papers: pdf("evidence.pdf") });
  await drafter.presses("blacklist-save-draft");
  await drafter.sees("blacklist-flash-drafted", "blacklist-next-notify");
  const office = new URL(drafter.page.url()).pathname;
  await drafter.presses("blacklist-notify-go");
  await drafter.sees("blacklist-flash-notified");

  await who.opens("/agency/cases");
  await who.follows("/agency/cases/");
  await who.sees(facts, "blacklist-rights");
  await who.fills({ words: "证书系我公司依法取得，附发证机关的查询结果。", papers: pdf("proof.pdf") });
  await who.presses("blacklist-answer-go");
  await who.sees("blacklist-flash-answered");

  await drafter.opens(office);
  await drafter.sees("blacklist-next-another");
  if (await drafter.page.getByRole("button", { name: drafter.say("blacklist-decide-go") }).count()) throw new Error("who drafted a case may decide it");
  await decider.opens(office);
  await decider.fills({ outcome: "against", reply: "查询结果所载单位与贵公司不一致，陈述不予采纳。", reasons: "事实清楚，证据充分。" });
  await decider.presses("blacklist-decide-go");
  await decider.sees("blacklist-flash-decided");
  await decider.presses("blacklist-serve-go");
  await decider.sees("blacklist-flash-served");
}

/** Everybody finds the bar on the public list, and nobody's personal data; the agency reads what it may do about it. */
export async function listed({ who, reader }, firm) {
  await reader.opens("/blacklist");
  await reader.page.fill("#q", firm.code);
  await reader.presses("blacklist-search-go");
  await reader.follows(firm.name);
  await reader.sees("《临澄市中介服务超市信用管理办法》第十二条");
  const text = await reader.page.innerText("main");
  for (const personal of [firm.person, firm.head]) if (text.includes(personal)) throw new Error(`the public list names ${personal}`);
  await who.opens("/agency/cases");
  await who.follows("/agency/cases/");
  await who.sees("blacklist-own-appeal");
}
