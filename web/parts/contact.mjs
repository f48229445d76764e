/** One contact, opened over the list: masked until somebody opens the file, then a number to call and what came of it. */

import { Refusal } from "./api.mjs";
import { normalised } from "./code.mjs";
import { wireActs } from "./contact-acts.mjs";
import { wireCalling } from "./contact-calling.mjs";
import { askAfterCall, drawFile } from "./contact-file.mjs";
import { BLANK } from "./contact-types.mjs";
import { wireDoubts } from "./doubts.mjs";
import { $, h, input, say, show } from "./dom.mjs";
import { kindName, sentenceOf } from "./evidence.mjs";
import { STATES, mayBeCalled } from "./follow-up.mjs";
import { busy } from "./form.mjs";
import { homeOf } from "./home.mjs";
import { t } from "./i18n.mjs";
import { reason, smallPrint } from "./problem.mjs";
import { staffAsk } from "./session.mjs";
import { toldText } from "./told.mjs";
import { undoBar } from "./undo-bar.mjs";
import { venueName } from "./venue-names.mjs";

/** @typedef {import("./contact-types.mjs").Contact} Contact */

/** The sentence the access log gets: the person will read it, so it is Vietnamese in both languages of the page. */
const PURPOSE = "Gọi điều tra người tiếp xúc";

/** @param {Contact} row */
const path = (row) => `/cases/${normalised(row.case_id)}/contacts/${row.person_id}`;

/** @param {Contact} row @param {(id: string) => string | undefined} [person] */
export const evidenceOf = (row, person) =>
  row.evidence.map((piece) => h("li", {}, sentenceOf(piece, { now: Date.now(), place: venueName, person })));

/**
 * Wires the dialog. `changed` gets the row as the server has it after each entry, with what to say of it; `behind` is called
 * when somebody else wrote first, so that the next look shows what they wrote; `failed` says what could not be undone.
 * @param {{changed: (row: Contact, said?: string) => void, behind: () => void, failed: (error: unknown) => void, person?: (id: string) => string | undefined}} page
 */
export function wireContact({ changed, behind, failed, person }) {
  const dialog = /** @type {HTMLDialogElement} */ ($("contact"));
  /** @type {Contact} */
  let row;

  /** @param {unknown} error */
  const fault = (error) => {
    $("contact-fault").replaceChildren(...(error ? [reason(error), smallPrint(error)] : []));
    show("contact-fault", Boolean(error));
    if (error instanceof Refusal && error.code === "contact-changed") behind();
  };
  const doubts = wireDoubts({ fault });

  /** @param {string} name */
  const draw = (name) => {
    say("contact-name", `${name} · ${row.level}`);
    say("contact-line", [kindName(row.closeness), t(STATES[row.status]), toldText(row, Date.now()), row.attempts ? t("contact.attempts", { count: row.attempts }) : "", homeOf(row)]
      .filter(Boolean).join(" · "));
    drawActs(row.status, row.number_reaches === true);
  };

  /** @param {Contact} of @param {string} said */
  const offerUndo = (of, said) =>
    undoBar(said, async () => {
      try {
        const told = await staffAsk(`${path(of)}/undo`, { body: { revision: of.revision }, has: "person_id" });
        changed({ ...of, ...BLANK, ...told }, t("undo.done", { name: of.display_name }));
      } catch (error) {
        failed(error);
        behind();
      }
    });

  /** @param {import("./contact-acts.mjs").Step} step @param {HTMLButtonElement} button */
  const record = (step, button) =>
    void busy(button, async () => {
      fault(null);
      const told = await staffAsk(path(row), { body: { ...step, revision: row.revision }, has: "person_id" });
      calling.done();
      dialog.close();
      const now = /** @type {Contact} */ ({ ...row, ...BLANK, ...told });
      const said = t("contact.saved", { name: row.display_name, state: t(STATES[now.status]) });
      changed(now, said);
      offerUndo(now, said);
    }).catch(fault);

  const drawActs = wireActs(record);

  /** The phone and the full name; the access log notes who asked. */
  const openFile = async () => {
    fault(null);
    const file = await staffAsk(`${path(row)}/open`, { body: { reason: PURPOSE }, has: "full_name" });
    row = { ...row, ...BLANK, ...file, display_name: row.display_name };
    draw(file.full_name);
    drawFile(file);
  };
  const calling = wireCalling({
    path, fault, row: () => row, go: openFile,
    marked: (told) => {
      if (told.person_id === row.person_id) row = { ...row, ...BLANK, ...told };
      changed({ ...told });
    },
  });
  const begin = () => (mayBeCalled(row) ? calling.start() : openFile());

  $("contact-open").addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($("contact-open")), begin).catch(fault));
  $("contact-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => calling.release());
  askAfterCall(() => dialog.open);

  return {
    /** @param {Contact} chosen @param {boolean} [file] open the file at once */
    show: (chosen, file = false) => {
      row = chosen;
      fault(null);
      input("contact-note").value = "";
      show("contact-masked");
      show("contact-file", false);
      say("contact-outcome", t("contact.outcome"));
      say("contact-phone", row.phone_masked || t("contact.no-phone"));
      say("contact-open", t(mayBeCalled(row) ? "contact.open" : "contact.open-only"));
      show("contact-theirs", row.theirs === true);
      show("contact-results", row.theirs !== true);
      calling.shown(row.calling);
      draw(row.display_name);
      $("contact-evidence").replaceChildren(...evidenceOf(row, person));
      doubts.of(row);
      dialog.showModal();
      if (file) $("contact-open").click();
    },
  };
}
