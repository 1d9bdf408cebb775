// An owner compares proposals itself: it reads and scores them by the numbers of their cards, declares to have no interest, picks one and says why.

import { readsDocument, tellsNobody } from "./experts.mjs";
import { choiceOf } from "./quotes.mjs";

const criteria = ["response", "personnel", "price"];

/** Scores every card, is reminded of the declaration, and picks the first. */
export async function compares(owner, title, { points, reason, hidden }) {
  await readsDocument(owner, await choiceOf(owner, title));
  await owner.sees("outcomes-once", "outcomes-recusal");
  await tellsNobody(owner, hidden);
  for (const [card, given] of points.entries()) for (const [at, id] of criteria.entries()) await owner.fills({ [`points_${card + 1}_${id}`]: given[at] });
  await owner.fills({ card: 1, reason });
  await owner.presses("outcomes-choose-go", 422);
  if (!(await owner.page.locator("[name=declared][aria-invalid]").count())) throw new Error("a pick was taken without the declaration");
  await owner.fills({ declared: true });
  await owner.presses("outcomes-choose-go");
  await owner.sees("outcomes-flash-picked", reason);
  if (await owner.page.getByRole("button", { name: owner.say("outcomes-choose-go") }).count()) throw new Error("a pick can be made twice");
}
