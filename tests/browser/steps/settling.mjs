// Who is in the market before a journey begins: agencies and an owner whose filings have passed, and an operator who signs in with a password alone.

import { accountsIn } from "../support/accounts.mjs";
import { agencyFiles, ownerFiles, passed } from "./filing.mjs";
import { comesIn, newcomer } from "./newcomers.mjs";

/** The policy of a new market: the demonstration's under a name and from a day of its own, without second factors. */
export const passwordsOnly = (text) =>
  text
    .replace('version = "demonstration-1"', 'version = "journeys"')
    .replace('effective_from = "2025-01-01"', 'effective_from = "2026-01-01"')
    .replace(/^totp_roles = .*$/m, "totp_roles = []");

/** The operator of a new market. */
export const itsOperator = (city, reader, output) => comesIn(city, reader, accountsIn(output)[0]);

/** These agencies, each with a reader of its own; how they file is not looked at, what they do afterwards is. */
export async function settled(city, operator, firms, readers) {
  const files = async (own, reader) => {
    const who = await newcomer(city, { ...reader, looks: false }, own);
    await agencyFiles(who, own, { careful: true });
    return who;
  };
  const agencies = await Promise.all(firms.map((own, n) => files(own, readers[n])));
  for (const own of firms) await passed(operator, own);
  for (const [n, who] of agencies.entries()) if (readers[n].looks !== false) who.looksFromNow();
  return agencies;
}

/** This owner. */
export async function ownerSettled(city, operator, office, reader) {
  const owner = await newcomer(city, { ...reader, looks: false }, office);
  await ownerFiles(owner, office);
  await passed(operator, office);
  if (reader.looks !== false) owner.looksFromNow();
  return owner;
}
