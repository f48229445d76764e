/** Beside the graph: who is picked, and why they are a contact. */

import { kindName, sentenceOf } from "../../parts/evidence.mjs";
import { $, h, say, show } from "../../parts/dom.mjs";
import { venueName } from "../../parts/venue-names.mjs";

/** @typedef {import("../../parts/contact.mjs").Contact} Contact */

/** @param {import("./groups.mjs").Traced} contact @param {{row?: Contact, name: (person: string) => string, open: (row: Contact) => void}} known */
export function drawPicked(contact, { row, name, open }) {
  say("picked-name", `${name(contact.person_id)} · ${contact.level}`);
  say("picked-line", [row && kindName(row.closeness), row?.unit.name].filter(Boolean).join(" · "));
  $("picked-evidence").replaceChildren(...contact.evidence.map((piece) => h("li", {}, sentenceOf(piece, { now: Date.now(), place: venueName, person: name }))));
  show("picked-open", Boolean(row));
  $("picked-open").onclick = () => row && open(row);
  show("picked-none", false);
  show("picked-one");
}

/** Nobody is picked. */
export function clearPicked() {
  show("picked-one", false);
  show("picked-none");
}
