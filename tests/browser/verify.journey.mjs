// A draw redone in the visitor's own browser: from the page, from files with the network cut, from a page saved to a disk, in both languages;
// what was tampered with is named with file and line; and how long it takes.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { faults, uniform } from "../js/bundles.mjs";
import { drawV1 } from "../js/verifier.mjs";
import { words as message } from "./support/words.mjs";

const WORDS = {
  "zh-CN": { passed: "全部相符", wrong: "不相符", incomplete: "无法核验", at: (file, line) => `${file} 第 ${line} 行` },
  en: { passed: "Everything matches", wrong: "It does not match", incomplete: "Cannot be checked", at: (file, line) => `${file} line ${line}:` },
};
/** The key of a log that is not this market's (C2SP's own example). */
const STRANGE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
// What is promised, in milliseconds by the number of entries: printed beside what was measured, since how long it took says as much about the machine.
const PROMISED = { 897: 1_000, 100_000: 20_000 };

export default async function ({ browser, step, url }) {
  const [draw, archive] = await someDraw(browser);
  for (const language of ["zh-CN", "en"]) {
    const person = await browser.person({ language, width: language === "en" ? 390 : 1366 });
    await online(person, draw, WORDS[language]);
    step(`${language}: ${draw} is redone from its page`);
    await underKeys(person, draw, language);
    step(`${language}: the log's proofs under keys that were brought along`);
    await offline(person, archive, WORDS[language]);
    step(`${language}: with the network cut, from an archive and from files, good and tampered`);
    await person.close();
  }
  const person = await browser.person();
  await saved(person, `${url}${draw}/verify`, archive);
  step("a page saved to a disk still checks");
  await speed(person, draw, step);
  await person.close();
  await withoutScripts(browser, draw);
  step("without scripts the page says how to check by hand");
}

/** A draw that the city has decided: the address of its page, and its bundle as everybody downloads it. */
async function someDraw(browser) {
  const person = await browser.person();
  await person.page.goto("/results");
  const draw = await person.page.locator('main a[href^="/draws/"]').first().getAttribute("href");
  const answer = await person.context.request.get(`${draw}/bundle.zip`);
  const archive = await answer.body();
  await person.close();
  return [draw, archive];
}

/** What the page answers to what was done, once it has answered. */
async function answer(page, act) {
  await page.evaluate(() => (document.getElementById("browser-verdict").textContent = ""));
  await act();
  await page.locator("#browser-verdict .note").waitFor({ timeout: 60_000 });
  return page.innerText("#browser-verdict");
}

function expect(said, ...words) {
  for (const word of words) if (!said.includes(word)) throw new Error(`the page does not say "${word}" but:\n${said}`);
}

async function online(person, draw, words) {
  const { page } = person;
  await person.visits(`${draw}/verify`);
  expect(await answer(page, () => page.click("#browser-draw")), words.passed);
  const steps = await page.locator("#browser-steps > li.done").evaluateAll((all) => all.map((one) => one.dataset.step));
  if (steps.join(" ") !== "documents notice freeze reveals seed ranking standing log proofs") throw new Error(`steps: ${steps.join(" ")}`);
  expect(await page.innerText("#browser-steps"), "SHA-256", "platform", "result.txt");
  await person.checks();
}

/** The keys of the log and of witnesses that the visitor brings count, and not the bundle's own. */
async function underKeys(person, draw, language) {
  const { page, context } = person;
  const words = WORDS[language];
  const shows = async (selector, key) => {
    const said = await page.innerText(selector);
    if (!message(language, key).test(said)) throw new Error(`the page does not say ${key} but:\n${said}`);
  };
  await person.visits(`${draw}/verify`);
  expect(await answer(page, () => page.click("#browser-draw")), words.passed);
  await shows('#browser-steps [data-step="proofs"]', "verify-found-log-key-own");
  await page.click("#browser-drop summary");
  const under = async (keys) => {
    await page.fill("#browser-keys", keys);
    return answer(page, () => page.click("#browser-draw"));
  };
  const own = await (await context.request.get("/log.vkey")).text();
  expect(await under(`\n${own}`), words.passed);
  await shows('#browser-steps [data-step="proofs"]', "verify-found-log-key-given");
  expect(await under(STRANGE), words.wrong, "proofs/");
  await shows("#browser-verdict", "verify-misproof-signature");
  await person.checks();
  await page.fill("#browser-keys", `${own.trim()}\nno key`);
  await page.click("#browser-draw");
  await page.locator("#browser-state", { hasText: message(language, "verify-browser-key") }).waitFor();
  await page.fill("#browser-keys", "");
}

const asFiles = (files) =>
  Object.entries(files).map(([name, text]) => ({ name: path.basename(name), mimeType: "text/plain", buffer: Buffer.from(text) }));

async function offline(person, archive, words) {
  const { page, context } = person;
  await context.setOffline(true);
  const choose = (files) => answer(page, () => page.setInputFiles("#browser-files", files));
  const zip = (buffer) => ({ name: "draw.zip", mimeType: "application/zip", buffer });
  expect(await choose(zip(archive)), words.passed);
  const unpacked = Object.entries(drawV1.unzip(new Uint8Array(archive)));
  const files = Object.fromEntries(unpacked.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
  expect(await choose(asFiles(files)), words.passed);
  for (const [fault, changed, file, line] of faults(files)) {
    const said = await choose(asFiles(changed));
    if (!said.includes(words.wrong) || !said.includes(words.at(file, line))) throw new Error(`${fault}: ${said}`);
  }
  await person.checks();
  const { "seed.txt": _, ...rest } = files;
  expect(await choose(asFiles(rest)), words.incomplete, "seed.txt");
  expect(await choose(zip(archive.subarray(0, archive.length / 2))), words.incomplete);
  expect(await choose(zip(Buffer.from("not an archive, only some words"))), words.incomplete);
  expect(await answer(page, () => dropOn(page, archive)), words.passed);
  await context.setOffline(false);
}

/** Drops a file onto the page as a hand does. */
async function dropOn(page, bytes) {
  const transfer = await page.evaluateHandle((base64) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], "draw.zip"));
    return dropped;
  }, bytes.toString("base64"));
  await page.dispatchEvent("#browser-drop", "drop", { dataTransfer: transfer });
}

/** Saves a page as a browser does, its scripts beside it, and opens it from the disk. */
async function saved(person, address, archive) {
  const { page, context } = person;
  const folder = await mkdtemp(path.join(tmpdir(), "mingxuan-saved-"));
  try {
    const request = context.request;
    let html = await (await request.get(address)).text();
    const scripts = [...html.matchAll(/<script src="([^"]+)"/g)].map(([, source]) => source);
    for (const source of scripts) {
      await writeFile(path.join(folder, path.basename(source)), await (await request.get(new URL(source, address).href)).body());
      html = html.replace(source, path.basename(source));
    }
    await writeFile(path.join(folder, "page.html"), html);
    await context.setOffline(true);
    await page.goto(pathToFileURL(path.join(folder, "page.html")).href);
    const file = { name: "draw.zip", mimeType: "application/zip", buffer: archive };
    expect(await answer(page, () => page.setInputFiles("#browser-files", file)), WORDS["zh-CN"].passed);
  } finally {
    await context.setOffline(false);
    await rm(folder, { recursive: true });
  }
}

async function speed(person, draw, step) {
  const { page } = person;
  await page.goto(`${draw}/verify`);
  for (const [count, promised] of Object.entries(PROMISED)) {
    const files = asFiles(uniform(Number(count)));
    let moved = 0;
    await page.exposeFunction(`progress${count}`, () => (moved += 1));
    await page.evaluate((name) => {
      const bar = document.getElementById("browser-progress");
      new MutationObserver(() => bar.hasAttribute("value") && window[name]()).observe(bar, { attributes: true });
    }, `progress${count}`);
    expect(await answer(page, () => page.setInputFiles("#browser-files", files)), WORDS["zh-CN"].passed);
    const took = Number(/用时(\d+)毫秒/.exec(await page.innerText("#browser-state"))[1]);
    step(`${count} entries in ${took} ms, promised ${promised}; the progress bar moved ${moved} times`);
    if (Number(count) > 10_000 && moved < 2) throw new Error("the progress bar did not move");
  }
}

async function withoutScripts(browser, draw) {
  const person = await browser.person({ javaScript: false, width: 320 });
  await person.visits(`${draw}/verify`);
  if (await person.page.locator("#browser").isVisible()) throw new Error("what needs scripts is shown without them");
  expect(await person.page.innerText("main"), "mingxuan verify", "verify_draw.py", "sha256sum");
  await person.close();
}
