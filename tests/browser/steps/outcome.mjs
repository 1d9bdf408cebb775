// How a way ended: the public page that says who was chosen by which rule.

/** Waits for the outcome; it names one of these firms and nobody else, and says all this. Returns the firm. */
export async function chosen(reader, notice, firms, sees) {
  const names = reader.page.locator("section[aria-labelledby=places] tbody b");
  await reader.waitsFor(`${notice}/outcome`, () => names.count(), "the outcome");
  const named = (await names.allInnerTexts()).map((name) => name.trim());
  if (named.length !== 1 || !firms.some(({ name }) => name === named[0])) throw new Error(`${reader.page.url()} names ${named} instead of one of ${firms.map(({ name }) => name)}`);
  await reader.sees("outcomes-places", "outcomes-papers", ...sees);
  return firms.find(({ name }) => name === named[0]);
}
