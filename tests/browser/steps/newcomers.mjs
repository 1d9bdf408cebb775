// An organisation comes to the market: it registers, follows the link in its letter, sets a password and signs in.

import { signIn } from "../support/accounts.mjs";
import { actor } from "../support/actor.mjs";
import { linkSentTo } from "../support/mailbox.mjs";

const password = "walks through the market";

/** Somebody of a new organisation, signed in at a browser of their own. `org` is { kind, name, person, email }. */
export async function newcomer({ browser, folder }, reader, org) {
  const who = await actor(browser, reader);
  await who.opens("/register");
  await who.fills({ kind: org.kind, organisation: org.name, name: org.person, email: org.email, phone: "13800000000" });
  await who.presses("accounts-register-go");
  await who.sees("accounts-flash-registered");
  return followsLetter({ folder }, who, org.email);
}

/** Follows the link in the letter, sets a password and signs in. */
export async function followsLetter({ folder }, who, email) {
  await who.opens(await linkSentTo(folder, email));
  await who.fills({ password });
  await who.presses("accounts-link-invite-go");
  await who.sees("accounts-flash-password-set");
  await signIn(who, { email, password });
  return who;
}

/** Somebody who has an account, signed in at a browser of their own and reading in the language of `reader`. */
export async function comesIn({ browser }, reader, account) {
  const who = await actor(browser, reader);
  await signIn(who, { password, ...account });
  await who.opens(`/lang/${reader.language}?to=/desk`);
  return who;
}
