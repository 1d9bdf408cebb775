// Everybody's own pages: each printed account signs in and looks at all that its links lead to, in both languages.

import { accountsIn, signIn } from "./support/accounts.mjs";
import { walk } from "./support/walk.mjs";

export default async function ({ browser, step, output }) {
  const accounts = accountsIn(output);
  const roles = new Set(accounts.map(({ role }) => role));
  for (const role of ["owner", "agency", "operator", "credit-officer", "supervisor", "administrator"]) {
    if (!roles.has(role)) throw new Error(`the demo city printed no sign-in for the ${role}`);
  }
  for (const account of accounts.filter(({ role }, index) => accounts.findIndex((other) => other.role === role) === index)) {
    const person = await browser.person({ language: "zh-CN" });
    await signIn(person, account);
    const kinds = await walk(person, "/desk");
    step(`${account.role}: ${kinds.length} kinds of pages: ${kinds.join(" ")}`);
    await person.page.goto("/lang/en?to=/desk");
    await walk(person, "/desk", { perKind: 1 });
    await person.page.setViewportSize({ width: 320, height: 800 });
    await walk(person, "/desk", { perKind: 1 });
    await person.close();
  }
}
