// Draws with secrets of the agencies, public dice or the beacon: what agencies, the supervisor and anybody do for them.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** The address of a draw's page, from the page of its notice. */
export async function drawOf(reader, notice) {
  await reader.opens(notice);
  return reader.page.locator('main a[href^="/draws/"]').first().getAttribute("href");
}

/** The browser makes a secret and saves it in the receipt file; only its fingerprint is sent. Returns the file. */
export async function browserLocksIn(who, receipt, draw) {
  await who.opens(receipt);
  const sent = [];
  who.page.on("request", (request) => sent.push(request.postData() ?? ""));
  const [download] = await Promise.all([who.page.waitForEvent("download"), who.page.getByRole("button", { name: who.say("signups-commit-go") }).click()]);
  const bytes = await readFile(await download.path());
  const file = JSON.parse(bytes);
  const label = (await who.page.locator("main dl.facts code").first().innerText()).trim();
  await who.page.getByText(who.say("signups-commit-done")).waitFor();
  if (!/^[0-9a-f]{64}$/.test(file.nonce) || !(await who.page.innerText("main")).includes(file.nonce)) throw new Error("the receipt file does not hold the secret that the page shows");
  if (sent.some((body) => body.includes(file.nonce))) throw new Error("the secret left the browser");
  await who.checks();
  await who.opens(receipt);
  const id = draw.slice("/draws/".length);
  const fingerprint = createHash("sha256").update(`draw/v1 commit\n${id}\napplicant:${label}\n${file.nonce}\n`).digest("hex");
  await who.sees("signups-commitment", fingerprint);
  return { name: download.suggestedFilename(), mimeType: "application/json", buffer: bytes };
}

/** Without scripts the page takes 64 digits that somebody made otherwise; the button that needs a script is not there. Returns the label. */
export async function typesSecret(who, receipt, digits) {
  await who.opens(receipt);
  if (await who.page.getByRole("button", { name: who.say("signups-commit-go") }).isVisible()) throw new Error("a button that needs a script is shown without one");
  await who.page.locator("main summary", { hasText: who.say("signups-commit-hand") }).click();
  await who.sees("signups-commit-program", "mingxuan nonce");
  await who.fills({ kind: "nonce", hex: digits.slice(1) });
  await who.presses("signups-commit-send", 422);
  await who.sees("signups-commit-digits");
  await who.fills({ kind: "nonce", hex: digits });
  await who.presses("signups-commit-send");
  await who.sees("signups-flash-committed", "signups-commitment");
  return (await who.page.locator("main dl.facts code").first().innerText()).trim();
}

/** Somebody at a fresh browser brings a secret: in the receipt file, or typed with its label. */
export async function reveals(somebody, draw, brought) {
  await somebody.opens(draw);
  await somebody.sees("selection-reveal-waiting");
  await somebody.follows("selection-reveal-bring");
  await somebody.presses("selection-reveal-go", 422);
  await somebody.fills(brought);
  await somebody.presses("selection-reveal-go");
  await somebody.sees("selection-flash-revealed");
}

/** The supervisor enters what the dice show, after a slip. */
export async function entersDice(supervisor, draw, digits) {
  await supervisor.opens(draw);
  await supervisor.follows("/ceremony");
  await supervisor.sees("selection-throw-now", "selection-throw-film");
  await supervisor.fills({ digits: digits.slice(0, 39), compared: true });
  await supervisor.presses("selection-throw-go", 422);
  await supervisor.sees("selection-throw-digits-wrong");
  await supervisor.fills({ digits: digits.replace(/(.{5})/g, "$1 "), compared: true });
  await supervisor.presses("selection-throw-go");
  await supervisor.sees("selection-flash-thrown");
}

/** A page of a draw in a meeting room: nobody touches it. `shows` waits until it says a message, or has an element, by itself. */
export async function projected(reader, draw, now) {
  // The room's clock says what the city's says.
  await reader.context.clock.setFixedTime(now);
  await reader.opens(draw);
  await reader.page.evaluate(() => (window.untouched = true));
  return {
    async shows(what) {
      const shown = what.startsWith(".") ? reader.page.locator(what) : reader.page.locator("main").getByText(reader.say(what));
      await shown.first().waitFor({ timeout: 40_000 }).catch(() => {
        throw new Error(`${draw} did not show ${what} by itself`);
      });
      if (!(await reader.page.evaluate(() => window.untouched))) throw new Error(`${draw} was loaded again instead of moving by itself`);
      await reader.checks();
    },
  };
}

/** Pastes what is not the beacon's signature of this draw's round, and is told why each time. */
export async function pastesWrongly(somebody, draw, wrong) {
  await somebody.opens(draw);
  await somebody.sees("selection-beacon-waiting", "selection-beacon-waiting-more");
  await somebody.follows("selection-beacon-bring");
  for (const [text, why] of wrong) {
    await somebody.fills({ signature: text });
    await somebody.presses("selection-beacon-go", 422);
    await somebody.sees(why);
  }
}

/** Pastes the signature; the draw goes on. */
export async function pastesSignature(somebody, draw, signature) {
  await somebody.opens(draw);
  await somebody.follows("selection-beacon-bring");
  await somebody.fills({ signature });
  await somebody.presses("selection-beacon-go");
  await somebody.sees("selection-flash-beacon");
}
