// Somebody who acts: follows links, fills forms in and presses buttons by their words, and looks at every page on the way.

import { words } from "./words.mjs";

/**
 * A person with hands. `reader` is as for browser.person(); with `looks: false` pages are used without being checked, for those whose
 * pages somebody else has looked at, until looksFromNow().
 */
export async function actor(browser, { looks = true, ...reader }) {
  const person = await browser.person(reader);
  const { page } = person;
  let checks = looks;
  const say = (key) => words(reader.language, key);
  const arrives = async (act, status = 200) => {
    const answer = await person.arrives(act);
    if (answer && answer.status() !== status) throw new Error(`${page.url()} answered ${answer.status()} instead of ${status}: ${await summary()}`);
    if (checks) await person.checks();
  };
  const summary = async () => (await page.locator(".sum, .note.bad, h1").allInnerTexts()).join(" · ").replace(/\s+/g, " ").slice(0, 600);

  return {
    ...person,
    language: reader.language,
    say,
    /** Opens an address that was typed or came by mail. */
    async opens(address, status = 200) {
      await arrives(() => page.goto(address), status);
    },
    /** Follows a link: by a message's key, by a part of its address, or by words that are somebody's own. */
    async follows(link) {
      const named = (name) => page.locator("main").getByRole("link", { name });
      const found = link.startsWith("/") ? page.locator(`main a[href*="${link}"]`) : named(isKey(link) ? say(link) : link);
      await arrives(() => found.first().click());
    },
    /** Presses a button by its words; `status` is what the page that follows must answer. */
    async presses(key, status = 200) {
      await arrives(() => page.locator("main").getByRole("button", { name: say(key) }).first().click(), status);
    },
    /** Fills fields by their names: text, a choice, true for a box, a file as { name, mimeType, buffer }. */
    async fills(values) {
      for (const [name, value] of Object.entries(values)) await fillOne(page, name, value);
    },
    /** The page says this: a message's key, or words. */
    async sees(...what) {
      const text = await page.innerText("body");
      for (const one of what) {
        const pattern = isKey(one) ? say(one) : one;
        if (!(pattern instanceof RegExp ? pattern.test(text) : text.includes(pattern))) throw new Error(`${page.url()} does not say ${one} ${pattern}: ${await summary()}`);
      }
    },
    /** Looks again and again at a page that changes when the market's jobs are done, as somebody who waits does. */
    async waitsFor(address, done, what) {
      const deadline = Date.now() + 40_000;
      for (;;) {
        await page.goto(address);
        if (await done(page)) break;
        if (Date.now() > deadline) throw new Error(`${address}: ${what} did not come: ${await summary()}`);
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
      if (checks) await person.checks();
    },
    looksFromNow() {
      checks = true;
    },
  };
}

const isKey = (text) => /^[a-z]+-[a-z0-9-]+$/.test(text);

async function fillOne(page, name, value) {
  const field = page.locator(`main [name="${name}"]`);
  const kind = await field.first().evaluate((control) => control.type);
  if (kind === "radio") await page.locator(`main [name="${name}"][value="${value}"]`).check();
  else if (kind === "checkbox") await field.check();
  else if (kind === "select-one") await field.selectOption(String(value));
  else if (kind === "file") await field.setInputFiles(value);
  else await field.fill(String(value));
}
