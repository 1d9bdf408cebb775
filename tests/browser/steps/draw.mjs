// Step 5: the draw, its public page, and the bundle that the verifier checks without the market.

import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { program } from "../support/city.mjs";

/** Waits until the draw of a notice is done and reads its page; returns the name of the agency it fell on. */
export async function drawn(reader, notice) {
  await reader.waitsFor(notice, async (page) => /\/draws\//.test((await page.locator('main a[href^="/draws/"]').first().getAttribute("href").catch(() => null)) ?? ""), "the draw");
  const draw = await reader.page.locator('main a[href^="/draws/"]').first().getAttribute("href");
  await reader.waitsFor(draw, (page) => page.locator(".verdict .who").count(), "the result");
  await reader.sees("selection-ranking", "selection-guarantees", "selection-no-veto");
  return (await reader.page.innerText(".verdict .who")).trim();
}

/** Nobody who lost is named on the page. */
export async function losersUnnamed(reader, names, winner) {
  const text = await reader.page.innerText("main");
  const told = names.filter((name) => name !== winner && text.includes(name));
  if (told.length) throw new Error(`${reader.page.url()} names ${told.join(", ")}, who lost`);
}

/** Downloads the bundle and has the verifier check it. */
export async function verified(reader) {
  const folder = await mkdtemp(path.join(tmpdir(), "mingxuan-bundle-"));
  try {
    const [download] = await Promise.all([reader.page.waitForEvent("download"), reader.page.getByRole("link", { name: reader.say("selection-bundle-get") }).click()]);
    const file = path.join(folder, "bundle.zip");
    await download.saveAs(file);
    const { status, stdout, stderr } = spawnSync(program, ["verify", file], { encoding: "utf8" });
    if (status !== 0) throw new Error(`mingxuan verify answered ${status}:\n${stdout}${stderr}`);
    await reader.opens("/verify");
    await reader.fills({ bundle: file });
    await reader.presses("verify-send");
    await reader.sees("verify-server-said");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
