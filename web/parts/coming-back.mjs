/** A device that becomes somebody's again: whose it was, what waits on it, and what stays. */

import { forgetDrafts } from "./draft.mjs";
import { folded } from "./fold.mjs";
import { citizen, tell } from "./outbox.mjs";
import { identity, registration, send, visits } from "./presence.mjs";
import { keepProfile } from "./profile.mjs";
import { silence } from "./push.mjs";
import { store } from "./store.mjs";

/** @typedef {import("./recovery.mjs").Claim} Claim */

/** Who this device says it is, signed in or not. @returns {Promise<any>} */
export const whose = async () => (await identity()) ?? (await registration())?.body;

export const waiting = async () => (await visits()).filter((visit) => visit.state === "waiting").length;

/** The same human, as far as a device can tell. @param {any} who @param {Claim} claim */
export const isSame = (who, claim) => folded(who.full_name) === folded(claim.full_name) && who.year_of_birth === claim.year_of_birth;

/**
 * From now on the device is theirs. What another human left on it goes; what waits stays when it is theirs.
 * @param {any} answer of `recoverPerson` @param {Claim} claim @param {boolean} theirs whether what is on the device is theirs
 */
export async function comeBack(answer, claim, theirs) {
  const kept = await store();
  const before = await kept.get("settings", "identity");
  if (before && before.person_id !== answer.person_id) await silence().catch(() => undefined); // it would ring for another
  if (before?.person_id !== answer.person_id) forgetDrafts(); // another finds nothing that was begun here
  const work = async () => {
    for (const each of await kept.all("outbox")) if (!theirs || each.kind === "register") await kept.drop("outbox", each.id);
    if (before?.person_id !== answer.person_id) for (const name of ["inbox", "push"]) await kept.drop("settings", name);
    const { same_person, ...given } = answer;
    await kept.put("settings", { name: "identity", ...claim, ...given });
  };
  // a page or the worker that sends meanwhile would write over it
  await (navigator.locks ? navigator.locks.request("outbox", work) : work());
  tell();
  await send("all");
  await citizen("/me", { has: "person_id" }).then(keepProfile, () => undefined);
}
