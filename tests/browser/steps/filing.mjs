// Steps 1 and 2: agencies and owners file what they are, the operator checks it, and the directory shows who passed.

import { creditCode, misread, pdf, scan } from "./papers.mjs";

export const item = "surveying-and-mapping";

/** Fills the whole filing in and submits it. `careful: false` first tries a code that was copied wrongly, and is told so. */
export async function agencyFiles(who, firm, { careful }) {
  await who.opens("/agency");
  await who.follows("agencies-own-begin-go");
  const basics = { name: firm.name, kind: "enterprise", place: "成都市青羊区", address: "成都市青羊区文庙前街18号" };
  if (!careful) {
    await who.fills({ uscc: misread(firm.code), ...basics });
    await who.presses("agencies-save-go-on", 422);
    await who.sees("fault-code-check-outer");
  }
  await who.fills({ uscc: firm.code, ...basics });
  await who.presses("agencies-save-go-on");
  const scope = "测绘服务；工程测量；不动产测绘。";
  await who.fills({ established_on: "2015-06-01", capital: "500", legal_representative: firm.head, scope, licence: scan("licence.png") });
  await who.presses("agencies-save-go-on");
  await who.fills({ contact_name: firm.person, contact_phone: "028-85550123", contact_email: firm.email, introduction: "长期从事工程测量。" });
  await who.presses("agencies-save-go-on");
  await files(who, firm);
  await commits(who);
}

async function files(who, firm) {
  await who.fills({ item });
  await who.presses("agencies-item-add");
  await who.follows("agencies-paper-add");
  const dates = { valid_from: firm.since ?? "2024-01-01", valid_until: "2029-12-31" };
  await who.fills({ major: "engineering", grade: firm.grade, number: firm.paper, issuer: "四川省自然资源厅", ...dates, scan: scan("paper.png") });
  await who.presses("agencies-paper-save");
  await who.sees("agencies-flash-paper-saved");
  await who.fills({ promise: "成果一次通过验收，未通过免费返工。", days: 8 });
  await who.presses("agencies-item-save");
  await who.follows("agencies-go-on-commit");
}

async function commits(who) {
  await who.sees("agencies-complete");
  await who.fills({ committed: true });
  await who.presses("agencies-submit");
  await who.sees("agencies-flash-submitted", "agencies-own-waits");
}

/** The operator sends a filing back with a reason beside the row it is about; the agency mends it and submits again. */
export async function returnedAndMended(operator, who, firm) {
  await operator.opens("/operations/filings");
  await operator.follows(firm.name);
  const row = operator.page.locator("tr", { has: operator.page.locator('[name="r-address"]') });
  await row.locator("summary").click();
  await operator.fills({ "r-address": "住所与执照不一致，请按执照填写到门牌号。", finding: "return" });
  await operator.presses("agencies-finding-go");
  await who.opens("/agency");
  await who.sees("agencies-own-returned", "住所与执照不一致");
  await who.follows("agencies-own-mend");
  await who.opens("/agency/filing/basics");
  await who.fills({ address: "成都市青羊区文庙前街18号3栋2单元" });
  await who.presses("agencies-save-go-on");
  await who.opens("/agency/filing/commit");
  await commits(who);
}

/** The operator passes the filing of this organisation. */
export async function passed(operator, { name, kind }) {
  await operator.opens("/operations/filings");
  await operator.follows(name);
  await operator.fills({ finding: "pass" });
  await operator.presses(kind === "owner" ? "owners-finding-go" : "agencies-finding-go");
}

/** Anybody finds the agency by a word of its name and reads its entry; its address is returned. */
export async function foundInDirectory(reader, firm) {
  await reader.opens("/agencies");
  await reader.page.fill("#q", firm.short);
  await reader.presses("search-go");
  await reader.follows(firm.name);
  await reader.sees(firm.code, firm.paper);
  return new URL(reader.page.url()).pathname;
}

/** An owner files what it is in one form. */
export async function ownerFiles(who, org) {
  await who.opens("/owner");
  await who.follows("agencies-own-begin-go");
  await who.fills({ uscc: org.code, name: org.name, kind: "organ", address: "临澄市人民路1号", legal_representative: org.head });
  await who.fills({ contact_name: org.person, contact_phone: "028-85550456", complaint_phone: "028-85550457", certificate: pdf("certificate.pdf"), committed: true });
  await who.presses("agencies-submit");
  await who.sees("owners-flash-submitted", "owners-own-waits");
}

export { creditCode };
