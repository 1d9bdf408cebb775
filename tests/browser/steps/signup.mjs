// Step 4: agencies sign up, one withdraws and comes back, one is told why it may not, and nobody else learns anything.

/** Signs up and gets a receipt; returns the receipt's address. */
export async function signsUp(who, notice) {
  await who.opens(notice);
  await who.presses("signups-go");
  await who.sees("signups-flash-done", "signups-label", "signup-state-active");
  return new URL(who.page.url()).pathname;
}

/** Withdraws, and signs up again: two receipts, and the second counts. */
export async function thinksTwice(who, notice) {
  const first = await signsUp(who, notice);
  await who.presses("signups-withdraw-go");
  await who.sees("signups-flash-withdrawn", "signup-state-withdrawn");
  const second = await signsUp(who, notice);
  if (first === second) throw new Error("a second sign-up came with the receipt of the first");
  await downloadsReceipt(who);
  await who.opens("/agency/signups");
  await who.sees("signup-state-withdrawn", "signup-state-active");
}

async function downloadsReceipt(who) {
  const [download] = await Promise.all([who.page.waitForEvent("download"), who.page.getByRole("link", { name: who.say("signups-download") }).click()]);
  const size = (await (await download.createReadStream()).toArray()).reduce((sum, part) => sum + part.length, 0);
  if (size < 200) throw new Error(`the receipt is ${size} bytes long`);
}

/** Who may not is told which rule refuses, and has no button. */
export async function isRefused(who, notice, reason) {
  await who.opens(notice);
  await who.sees(reason);
  if (await who.page.getByRole("button", { name: who.say("signups-go") }).count()) throw new Error("an agency that may not sign up has a button to do so");
}

/** While sign-up is open neither owner nor operator sees who signed up. */
export async function staysSealed(watchers, notice, names) {
  for (const who of watchers) {
    await who.opens(notice);
    await who.sees("signups-sealed", "signups-watch");
    const text = await who.page.innerText("main");
    for (const name of names) if (text.includes(name)) throw new Error(`${notice} names ${name} while sign-up is open`);
  }
}
