// Everybody's own pages: each printed account signs in and looks at all that its links lead to, in both languages.

import { accountsIn, signIn } from "./support/accounts.mjs";
import { walk } from "./support/walk.mjs";

/** The pages that only those who are signed in see, and those that say something of their own to them. */
const own = /^\/(desk|account|agency|owner|operations|credit|admin|contracts|signups|expert|projects\/.)/;

export default async function ({ browser, step, output }) {
  const accounts = accountsIn(output);
  for (const role of ["owner", "agency", "operator", "credit-officer", "supervisor", "administrator", "expert"]) {
    const account = accounts.find((one) => one.role === role);
    if (!account) throw new Error(`the demo city printed no sign-in for the ${role}`);
    const person = await browser.person({ language: "zh-CN" });
    await signIn(person, account);
    // What everybody may read is walked by the public journey; one reader who is signed in walks it too.
    const kinds = await walk(person, "/desk", { perKind: 1, within: role === "owner" ? /^/ : own });
    step(`${role}: ${kinds.length} kinds of pages: ${kinds.join(" ")}`);
    await person.page.goto("/lang/en?to=/desk");
    await walk(person, "/desk", { perKind: 1, within: own });
    await person.close();
  }
}
