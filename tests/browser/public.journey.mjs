// What anybody may read: every public page in both languages, on a desk and on a phone, in the dark, and without JavaScript.

import { walk } from "./support/walk.mjs";

export default async function ({ browser, step }) {
  for (const reader of [
    { language: "zh-CN", width: 1366 },
    { language: "en", width: 1366 },
    { language: "en", width: 320, dark: true },
    { language: "zh-CN", width: 390, javaScript: false },
  ]) {
    const person = await browser.person(reader);
    const kinds = await walk(person, "/");
    step(`${JSON.stringify(reader)}: ${kinds.length} kinds of pages: ${kinds.join(" ")}`);
    const shown = await person.page.getAttribute("html", "lang");
    if (shown !== reader.language) throw new Error(`asked for ${reader.language}, the pages are in ${shown}`);
    await person.visits("/no-such-page", 404);
    if (!(await person.page.locator("main a[href]").count())) throw new Error("the page of an unknown address offers no way on");
    await person.close();
  }
}
