/** Who is ringing whom: the mark that keeps two from ringing one person, and taking it over in so many words. */

import { Refusal } from "./api.mjs";
import { $, say, show } from "./dom.mjs";
import { busy } from "./form.mjs";
import { t } from "./i18n.mjs";
import { staffAsk } from "./session.mjs";

/** @typedef {import("./contact.mjs").Contact} Contact */

/**
 * @param {{path: (row: Contact) => string, row: () => Contact, marked: (told: any) => void, go: () => Promise<void>, fault: (error: unknown) => void}} dialog
 *   `marked`: the row as the server has it; `go`: what a call opens
 */
export function wireCalling({ path, row, marked, go, fault }) {
  /** @type {Contact | undefined} whom one's own mark is on */
  let held;
  /** @param {string} name */
  const busyWith = (name) => {
    say("contact-ringing-text", t("calling.by", { name }));
    show("contact-ringing");
    $("contact-ringing").focus();
  };
  /** @param {boolean} takes */
  const mark = async (takes) => {
    const told = await staffAsk(`${path(row())}/call`, { body: { calling: true, ...(takes && { take_over: true }) }, has: "person_id" });
    marked(told);
    held = row();
  };
  /** @param {boolean} takes */
  const start = async (takes) => {
    try {
      await mark(takes);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "being-called") throw error;
      return busyWith(String(error.facts?.name ?? ""));
    }
    show("contact-ringing", false);
    await go();
  };
  $("contact-take").addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($("contact-take")), () => start(true)).catch(fault));
  return {
    start: () => start(false),
    /** @param {string | undefined} name of a colleague, as the list says */
    shown: (name) => {
      show("contact-ringing", Boolean(name));
      if (name) say("contact-ringing-text", t("calling.by", { name }));
    },
    /** An outcome was stored, which ends the mark by itself. */
    done: () => void (held = undefined),
    /** Nothing came of it: others may ring. */
    release: () => {
      const whom = held;
      held = undefined;
      if (whom) staffAsk(`${path(whom)}/call`, { body: { calling: false }, has: "person_id" }).then(marked, () => undefined); // it ends by itself
    },
  };
}
