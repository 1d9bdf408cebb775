// Debian's Chromium through playwright-core, and the checks that hold on every page.

import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** MINGXUAN_TEST_AXE=no while a journey is being written: everything but axe. */
const withoutAxe = process.env.MINGXUAN_TEST_AXE === "no";
/** The narrowest window the pages are made for. */
const phone = 320;
const places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** How the pages were built that axe has seen, in whatever browser. */
const built = new Set();
export const pagesPutToAxe = () => built.size;

/** Whether axe has not yet seen a page built like this one. */
async function isNew(page, window) {
  const shape = `${window} ${await page.evaluate(shapeOf)}`;
  return built.size < built.add(shape).size;
}

/** The browser of one city. `glances`: pages are used without a look at how they are built, by axe or by their width; scripts must be right all the same. */
export async function openBrowser(url, { glances = false } = {}) {
  const executablePath = process.env.CHROMIUM ?? places.find(existsSync);
  if (!executablePath) throw new Error("Chromium is missing: apt-get install chromium-headless-shell");
  const chrome = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  let last;
  let checked = 0;

  return {
    /**
     * A person at a fresh browser.
     * language: "zh-CN" or "en"; javaScript: false for a browser without it; width: of the window in pixels.
     */
    async person({ language = "zh-CN", javaScript = true, width = 1366, dark = false } = {}) {
      const context = await chrome.newContext({
        baseURL: url,
        locale: language,
        javaScriptEnabled: javaScript,
        viewport: { width, height: 900 },
        colorScheme: dark ? "dark" : "light",
        timezoneId: "Asia/Shanghai",
        acceptDownloads: true,
      });
      // Two cities and two browsers may share two cores.
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      last = page;
      const wrong = [];
      page.on("pageerror", (problem) => wrong.push(`script error: ${problem.message}`));
      page.on("console", (line) => line.type() === "error" && !/status of [45]\d\d/.test(line.text()) && wrong.push(`console: ${line.text()}`));
      return {
        page,
        context,
        /** Opens a page and checks it; `status` is what the server must answer. */
        async visits(address, status = 200) {
          last = page;
          const answer = await page.goto(address);
          if (answer.status() !== status) throw new Error(`${address} answered ${answer.status()} instead of ${status}`);
          await this.checks();
        },
        /** Does what leads to another page, and waits until it is there; returns what the server answered. */
        async arrives(act) {
          const [answer] = await Promise.all([page.waitForNavigation(), act()]);
          return answer;
        },
        /** The page as it is now: axe finds nothing, it is not wider than the window, nor than a phone, no script complained. */
        async checks() {
          last = page;
          if (wrong.length) throw new Error(`${page.url()}: ${wrong.splice(0).join("; ")}`);
          if (glances) return;
          checked += 1;
          // Without scripts axe cannot wait for anything; the same markup is checked by those who have them.
          const found = javaScript && !withoutAxe && (await isNew(page, `${width} ${dark}`)) ? await axe(page) : [];
          if (found.length) throw new Error(`axe on ${page.url()} (${language}, ${width} px):\n${found.join("\n")}`);
          await fits(page, width);
          if (width > phone) {
            await page.setViewportSize({ width: phone, height: 900 });
            await fits(page, phone);
            await page.setViewportSize({ width, height: 900 });
          }
          const shown = await page.getAttribute("html", "lang");
          if (!shown) throw new Error(`${page.url()} does not say its language`);
          if (wrong.length) throw new Error(`${page.url()}: ${wrong.splice(0).join("; ")}`);
        },
        async close() {
          await context.close();
        },
      };
    },
    /** Picture and source of the page that was open when something failed. */
    async keepLastPage(folder) {
      if (!last || last.isClosed()) return;
      await mkdir(folder, { recursive: true });
      await last.screenshot({ path: `${folder}/page.png`, fullPage: true }).catch(() => {});
      await writeFile(`${folder}/page.html`, `<!-- ${last.url()} -->\n${await last.content()}`);
      console.log(`         the page is kept in ${folder}`);
    },
    pagesChecked: () => checked,
    close: () => chrome.close(),
  };
}

/** The page is not wider than its window: nobody scrolls sideways. */
async function fits(page, width) {
  const extra = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (extra > 0) throw new Error(`${page.url()} is ${extra} px wider than the window of ${width} px`);
}

/**
 * How a page is built: its elements with all that axe judges by except words and numbers, neighbours of one build counted once. Runs in the page.
 * Most time of a journey is axe's, and it says the same of a list with nine rows as of one with ten.
 */
function shapeOf() {
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const told = ["class", "role", "type", "scope", "lang", "colspan", "open", "disabled", "checked", "aria-current", "aria-hidden", "aria-invalid", "autocomplete"];
  const shape = (element) => {
    const attributes = element.getAttributeNames().sort().map((name) => (told.includes(name) ? `${name}=${element.getAttribute(name)}` : name));
    const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const children = [...element.children].map(shape).filter((one, n, all) => one !== all[n - 1]);
    return `<${element.localName} ${attributes}${words ? " …" : ""}>${children.join("")}</>`;
  };
  return `${ids.length - new Set(ids).size} ${shape(document.documentElement)}`;
}

/** What axe complains about, one line for each element. The source goes in through the debugger, past the page's CSP. */
async function axe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, impact, help, nodes }) => nodes.map((node) => `  ${id} (${impact}): ${help}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`));
}
