/** The word that this device was signed out, and the way back; a page that calls for the citizen never ends in a refusal. */

import { Refusal } from "./api.mjs";
import { show } from "./dom.mjs";
import { listen, tell } from "./outbox.mjs";
import { identity } from "./presence.mjs";
import { reason } from "./problem.mjs";
import { store } from "./store.mjs";

/** Why something failed, unless the word says it already. @param {unknown} error */
export const otherwise = (error) => (error instanceof Refusal && error.status === 401 ? "" : reason(error));

const draw = async () => show("signed-out", Boolean((await identity())?.signed_out));

/** Now, and whenever a call finds out. */
export function watchSignedOut() {
  listen(() => void draw());
  return draw();
}

/** An answer came after all: what refused the token was of the moment. */
export async function stillSignedIn() {
  if (await (await store()).change("settings", "identity", (who) => (who?.signed_out ? { ...who, signed_out: false } : undefined))) tell();
}
