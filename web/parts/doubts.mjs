/** A contact whose visit is in doubt: its person says "not there", nobody trustworthy recorded it, or it is older than the
 * registration. A tracer decides. */

import { askReason } from "./ask.mjs";
import { normalised } from "./code.mjs";
import { $, focusOn, h, say, show } from "./dom.mjs";
import { busy } from "./form.mjs";
import { span } from "./evidence.mjs";
import { t } from "./i18n.mjs";
import { moment } from "./moment.mjs";
import { may } from "./roles.mjs";
import { staffAsk } from "./session.mjs";
import { venueName } from "./venue-names.mjs";

/** The sentence the access log gets: the person will read it, so it is Vietnamese in both languages of the page. */
const PURPOSE = "Xác minh có mặt hay không";

const BY = { owner: "doubt.by-owner", staff: "doubt.by-staff", person: "doubt.by-person" };

/** @typedef {import("./contact.mjs").Contact} Contact */
/** @typedef {{visit_id: string, person_id: string, from: string, until: string, recorded_by: keyof typeof BY, flags: string[], recorded_at?: string, why?: string}} Disputed */

/** @param {Disputed} visit */
const isOpen = ({ flags }) => !flags.includes("settled") && !flags.includes("void");

/** What is to be said of a visit whose person gave no words. @param {Disputed} visit */
function whyOf({ flags, recorded_by }) {
  if (flags.includes("disputed")) return "doubt.said-nothing";
  return recorded_by === "person" ? "doubt.predates" : "doubt.unproved";
}

/** @param {{fault: (error: unknown) => void}} dialog */
export function wireDoubts({ fault }) {
  /** @type {Contact} */
  let row;
  const venues = () => [...new Set(row.evidence.filter((piece) => piece.doubtful && piece.venue_id).map((piece) => piece.venue_id ?? ""))];
  /** @param {string} id */
  const nameOf = (id) => row.evidence.find((piece) => piece.venue_id === id)?.venue_name || venueName(id);

  /** @param {Disputed} visit @param {string} where @param {boolean} stands */
  const settle = async (visit, where, stands) => {
    const when = span(visit.from, visit.until, Date.now());
    const why = await askReason({
      title: t(stands ? "doubt.stands-title" : "doubt.void-title"), text: t(stands ? "doubt.stands-text" : "doubt.void-text", { when, where }),
      yes: t(stands ? "doubt.stands" : "doubt.void"),
    });
    if (why === null) return;
    fault(null);
    const told = await staffAsk("/staff-visits/settle", { body: { person_id: visit.person_id, visit_id: visit.visit_id, stands, reason: why }, has: "visit_id" });
    document.getElementById(`doubt-${visit.visit_id}`)?.replaceWith(visitRow({ ...visit, ...told }, where));
    say("doubt-told", t("doubt.settled"));
    show("doubt-told");
    show("doubt-retrace", may("retraceCase"));
    focusOn("doubt-told");
  };

  /** @param {Disputed} visit @param {string} where */
  const visitRow = (visit, where) => {
    /** @param {boolean} stands */
    const act = (stands) =>
      h("button", { type: "button", class: "button", onclick: (/** @type {Event} */ event) =>
        void busy(/** @type {HTMLButtonElement} */ (event.currentTarget), () => settle(visit, where, stands)).catch(fault) }, t(stands ? "doubt.stands" : "doubt.void"));
    const by = t(BY[visit.recorded_by]);
    return h("li", { id: `doubt-${visit.visit_id}` },
      h("b", {}, span(visit.from, visit.until, Date.now())), ` · ${where}`,
      h("p", { class: "small" }, visit.recorded_at ? t("doubt.recorded", { by, when: moment(Date.parse(visit.recorded_at), Date.now()) }) : by),
      h("p", {}, visit.why ? t("doubt.said", { why: visit.why }) : t(whyOf(visit))),
      isOpen(visit) ? h("div", { class: "actions" }, act(true), act(false)) : h("p", {}, h("b", {}, t(visit.flags.includes("void") ? "doubt.was-void" : "doubt.was-there"))));
  };

  const look = async () => {
    fault(null);
    const found = await Promise.all(venues().map(async (venue_id) => {
      const { visits } = await staffAsk("/staff-visits/disputes", { body: { venue_id, person_id: row.person_id, reason: PURPOSE }, has: "visits" });
      return visits.map((/** @type {Disputed} */ visit) => visitRow(visit, nameOf(venue_id)));
    }));
    $("doubt-visits").replaceChildren(...found.flat());
    show("doubt-look", false);
    show("doubt-recorded", false);
    if (found.flat().length) return /** @type {HTMLElement | null} */ ($("doubt-visits").querySelector("button"))?.focus();
    say("doubt-told", t("doubt.none"));
    show("doubt-told");
  };
  const button = (/** @type {string} */ id) => /** @type {HTMLButtonElement} */ ($(id));
  $("doubt-look").addEventListener("click", () => void busy(button("doubt-look"), look).catch(fault));
  $("doubt-retrace").addEventListener("click", () => void busy(button("doubt-retrace"), async () => {
    fault(null);
    await staffAsk(`/cases/${normalised(row.case_id)}/retrace`, { body: {}, has: "case_id" });
    say("doubt-told", t("case.retraced"));
    show("doubt-retrace", false);
    focusOn("doubt-told");
  }).catch(fault));

  return {
    /** @param {Contact} contact */
    of: (contact) => {
      row = contact;
      const open = venues().length > 0;
      show("contact-doubt", open);
      if (!open) return;
      say("doubt-why", t(row.doubtful ? "doubt.all" : "doubt.some"));
      $("doubt-visits").replaceChildren();
      show("doubt-told", false);
      show("doubt-retrace", false);
      for (const id of ["doubt-look", "doubt-recorded"]) show(id, may("listDisputes"));
    },
  };
}
