// The sign-ins a demo city prints, and signing in with them as a person does.

import { createHmac } from "node:crypto";

/** [{ role, email, password, secret }] from the text the demo printed; secret is undefined where no second factor is asked. */
export function accountsIn(output) {
  const password = /^Password of every account below: (.+)$/m.exec(output)?.[1];
  if (!password) throw new Error(`the demo city printed no sign-ins:\n${output.slice(-2000)}`);
  const lines = output.matchAll(/^ {2}([a-z-]+) +(\S+@\S+)(?: +.*key ([A-Z2-7]+))?$/gm);
  return [...lines].map(([, role, email, secret]) => ({ role, email, password, secret }));
}

/** Signs in at the page everybody uses. */
export async function signIn(person, { email, password, secret }) {
  const { page } = person;
  await page.goto("/sign-in");
  await page.fill("input[name=email]", email);
  await page.fill("input[name=password]", password);
  await submit(person);
  if (secret) {
    await page.waitForURL("**/sign-in/second-factor*");
    await page.fill("input[name=code]", await freshCode(secret));
    await submit(person);
  }
  if (new URL(page.url()).pathname.startsWith("/sign-in")) throw new Error(`${email} could not sign in: ${await page.innerText("main")}`);
}

/** Presses the button of the form in the page's main part and waits for the answer. */
const submit = ({ page, arrives }) => arrives(() => page.locator("main form[method=post] button").last().click());

/** The last step of a key whose code was used: the market takes each code once, and that of the coming half minute already. */
const used = new Map();

async function freshCode(secret) {
  const now = () => Math.floor(Date.now() / 30_000);
  const step = Math.max(now(), (used.get(secret) ?? 0) + 1);
  while (step > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
  used.set(secret, step);
  return oneTimeCode(secret, step * 30_000);
}

/** RFC 6238 with SHA-1, six digits, thirty seconds: what an authenticator app shows at `ms`. */
export function oneTimeCode(secret, ms) {
  let bits = "";
  for (const letter of secret) bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0");
  const key = Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
