/** The server's word on the own record, kept for the next time. */

import { maskedPhone } from "./person.mjs";
import { stillSignedIn } from "./signed-out.mjs";
import { store } from "./store.mjs";

/** The whole number is known only where it was typed; of another there is the mask. @param {any} who @param {any} told */
function phoneOf(who, told) {
  const typed = [who.new_phone, who.phone].find((phone) => phone && maskedPhone(phone) === told.phone_masked);
  return typed ?? told.phone_masked ?? who.phone;
}

// what an answer leaves out is so
const USUAL = { phone_lost: false, phone_pending_masked: "", papers_checked: false, unit_assumed: false };

/** What is only of the moment is not kept. @param {any} told `getMyProfile` */
export async function keepProfile({ same_person, changes, ...told }) {
  await (await store()).change("settings", "identity", (who) => who && { ...who, ...USUAL, ...told, phone: phoneOf(who, told) });
  await stillSignedIn();
}
