// Walks through the market by its links, as a reader who wants to see everything, and checks every page on the way.

/** One name for all pages of a kind: /projects/0190…, /draws/P-2026-001 and page numbers become one. */
export function kindOf(address) {
  const { pathname } = new URL(address);
  const parts = pathname.split("/").map((part) => (/\d|%|^[A-Za-z0-9_-]{16,}$/.test(part) ? "*" : part));
  return parts.join("/");
}

/**
 * Visits every page that links lead to from `from`, at most `perKind` of each kind, and checks it; what is wrong is told at the end.
 * `within` names the pages to stay on, by their paths.
 * Downloads, switches of language and doors out are not pages. Returns the kinds that were seen.
 */
export async function walk(person, from, { perKind = 2, most = 150, within = /^/ } = {}) {
  const { page } = person;
  const seen = new Map();
  const known = new Set([from]);
  const waiting = [from];
  const wrong = [];
  let visited = 0;
  while (waiting.length && visited < most) {
    const address = waiting.shift();
    const kind = kindOf(new URL(address, page.url() === "about:blank" ? "http://x" : page.url()).href);
    if ((seen.get(kind) ?? 0) >= perKind) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    await person.visits(address).catch((problem) => wrong.push(problem.message));
    visited += 1;
    for (const link of await pagesLinkedFrom(page)) {
      if (!known.has(link) && within.test(link)) {
        known.add(link);
        waiting.push(link);
      }
    }
  }
  if (visited === most) throw new Error(`more than ${most} pages: the walk does not end; seen ${[...seen.keys()].join(" ")}`);
  if (wrong.length) throw new Error(`${wrong.length} of ${visited} pages are wrong:\n${wrong.join("\n")}`);
  return [...seen.keys()].sort();
}

/** Addresses on this site that are pages, in the order of the page. */
async function pagesLinkedFrom(page) {
  const links = await page.locator("a[href]").evaluateAll((all) => all.filter((a) => !a.hasAttribute("download")).map((a) => a.href));
  const here = new URL(page.url()).origin;
  const notPages = [/^\/lang\//, /^\/static\//, /^\/api\//, /^\/metrics/, /\.(txt|zip|json|pdf|csv|eml|svg|png|vkey|policy|tlog-proof)$/, /^\/(checkpoint|tile)(\/|$)/, /\/documents\//, /\/(bundle|download|file|files|receipt|sheet)(\/|$)/];
  return links
    .map((href) => new URL(href))
    .filter(({ origin, pathname }) => origin === here && !notPages.some((shape) => shape.test(pathname)))
    .map(({ pathname, search }) => pathname + search);
}
