// Starts a demo city on a free port, waits until it is ready, and runs every *.journey.mjs beside this file against it.
//
//   node tests/browser/run.mjs [NAME.journey.mjs …]     against target/debug/mingxuan
//   MINGXUAN_TEST_URL=http://… MINGXUAN_TEST_DEMO_LOG=… node tests/browser/run.mjs   against a city that runs already
//
// A journey is a module whose default export is an async function; it is given
// { url, output (what the demo printed, with one sign-in for each role), folder, clock, browser, step }.
// Those that export `begins` (a time such as 2026-11-20T09:30) come last, two at a time: each gets a copy of the city, served by
// tests/browser/settable_city.rs, whose clock stands at that time first and can be moved on; those that export `policy` as well get a new market under it,
// with nobody in it but an operator, and need not wait for the city. Of these, those that export `onBoth` are walked once more in a market on PostgreSQL
// (MINGXUAN_TEST_PG_URL, which tests/run sets), at a glance: what a page looks like does not depend on the database.
// Closing line: "browser: N passed, N failed"; exit code 1 when one failed.

import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openBrowser, pagesPutToAxe } from "./support/browser.mjs";
import { buildCity, cityWithClock, newMarket, root, runningCity } from "./support/city.mjs";
import { engines } from "./support/postgres.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const started = Date.now();
const say = (text) => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s] ${text}`);
/** What was said of what failed. */
const failed = [];
const fails = (name, why) => {
  const line = `FAILED ${name}: ${why}`;
  failed.push(line);
  say(line);
};
let passed = 0;
let pages = 0;

async function journeys() {
  const wanted = process.argv.slice(2);
  const files = (await readdir(here)).filter((name) => name.endsWith(".journey.mjs") && (!wanted.length || wanted.includes(name)));
  if (!files.length) throw new Error(`there is no journey ${wanted.join(", ")} in ${here}`);
  const found = [];
  for (const file of files) {
    const source = path.join(here, file);
    const journey = { file, length: (await stat(source)).size, ...(await import(pathToFileURL(source))) };
    for (const engine of journey.onBoth ? engines : ["sqlite"]) found.push({ ...journey, engine });
  }
  // The longest first, so that of two lanes none ends long before the other.
  return found.sort((one, other) => other.length - one.length);
}

/** Walks the journeys through a city, and ends it. */
async function walkAll(city, list) {
  say(`a city is ready at ${city.url}`);
  const browser = await openBrowser(city.url, { glances: list.some(({ engine }) => engine === "postgres") });
  try {
    for (const { file, engine, default: journey } of list) {
      const name = file.replace(".journey.mjs", "") + (engine === "postgres" ? " on PostgreSQL" : "");
      say(name);
      const since = Date.now();
      try {
        await journey({ ...city, output: city.output(), browser, step: (text) => say(`  ${name}: ${text}`) });
        passed += 1;
        say(`${name} has passed (${((Date.now() - since) / 1000).toFixed(1)} s)`);
      } catch (problem) {
        fails(name, problem.stack ?? problem);
        await browser.keepLastPage(path.join(root, "target/browser", name));
      }
    }
  } finally {
    pages += browser.pagesChecked();
    await browser.close();
    const code = await city.stop();
    if (code !== 0) fails(list.map(({ file }) => file).join(", "), `the city ended with ${code} instead of 0 when it was told to stop`);
  }
}

/** Walks what waits, one after the other. */
async function lane(city, waiting) {
  while (waiting.length) {
    const one = waiting.shift();
    await walkAll(await (one.policy ? newMarket(one) : cityWithClock(await city, one.begins)), [one]);
  }
}

async function main() {
  const all = await journeys();
  if (engines.length < 2) say("no journey is walked on PostgreSQL: MINGXUAN_TEST_PG_URL is not set (tests/run sets it)");
  const running = process.env.MINGXUAN_TEST_URL !== undefined;
  const moving = running ? [] : all.filter(({ begins }) => begins);
  const city = running ? runningCity() : all.some(({ policy }) => !policy) && buildCity();
  // At rest, so that it can be copied.
  const walked = async (one) => one && walkAll(one, all.filter(({ begins }) => !begins)).then(() => one);
  const finished = Promise.resolve(city).then(walked);
  try {
    const [markets, cities] = [moving.filter(({ policy }) => policy), moving.filter(({ policy }) => !policy)];
    const helps = (first, then) => lane(finished, first).then(() => lane(finished, then));
    await Promise.all([finished.then(() => helps(cities, markets)), helps(markets, cities)]);
  } finally {
    await (await city)?.remove?.();
  }
  say(`${pages} pages checked; axe saw ${pagesPutToAxe()}, the others are built like one of those or were read without scripts`);
  // Once more where whoever reads the end only will find it.
  for (const line of failed) console.log(line.slice(0, 1500));
  console.log(`browser: ${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length ? 1 : 0;
}

main().catch((problem) => {
  console.log(`${problem.stack ?? problem}\nbrowser: 0 passed, 1 failed`);
  process.exitCode = 1;
});
