/** One interview milestone as a row of a form: where the F0 was or was not, who was met, who lives there. */

import { isPerson, normalised, readVenue, shown } from "./code.mjs";
import { $, h, input, say, select, show } from "./dom.mjs";
import { value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { isPhone } from "./person.mjs";
import { reason } from "./problem.mjs";
import { staffAsk } from "./session.mjs";
import { venueName } from "./venue-names.mjs";
import { whenField } from "./when-field.mjs";

/** @typedef {{field: string, text: string}} Fault */
/** @typedef {{person_id?: string, phone?: string}} PersonRef */
/**
 * @typedef {object} Milestone
 * @property {string} kind
 * @property {string} [from]
 * @property {string} [to]
 * @property {string} [venue_id]
 * @property {string} [place]
 * @property {PersonRef[]} [people]
 * @property {string} [venue_name]
 * @property {string} [of_person_id]
 */

/** Which fields a kind has. @type {Record<string, string[]>} */
const FIELDS = {
  place: ["venue", "time"],
  household: ["people"],
  met_close: ["people", "time", "place"],
  met_casual: ["people", "time", "place"],
  not_there: ["venue", "time"],
};
/** @type {Record<string, string>} */
const KINDS = { place: "mk.place", household: "mk.household", met_close: "mk.met-close", met_casual: "mk.met-casual", not_there: "mk.not-there" };
const MOST_FOUND = 6;

/** @param {string} kind */
export const milestoneName = (kind) => (KINDS[kind] ? t(KINDS[kind]) : kind);

/** @param {string} line @returns {PersonRef | null} */
function personOf(line) {
  if (isPhone(line)) return { phone: line };
  return isPerson(line) ? { person_id: normalised(line) } : null;
}

/** One row. @param {string} id unique among the rows of a page @param {() => void} removed */
export function milestoneRow(id, removed) {
  /** @type {{venue_id: string, name: string} | undefined} */
  let venue;
  /** @param {string} name */
  const at = (name) => `${id}-${name}`;
  /** @param {string} name @param {string} label @param {HTMLElement} field @param {string} [hint] */
  const field = (name, label, field, hint) => {
    field.id = at(name);
    if (hint) field.setAttribute("aria-describedby", at(`${name}-hint`));
    return h("div", { class: "field" }, h("label", { for: at(name) }, label), hint && h("p", { class: "hint", id: at(`${name}-hint`) }, hint), field);
  };
  /** @param {{venue_id: string, name: string} | undefined} chosen */
  const choose = (chosen) => {
    venue = chosen;
    say(at("chosen"), chosen?.name ?? "");
    $(at("found")).replaceChildren();
    say(at("found-state"), "");
    show(at("chosen"), Boolean(chosen));
  };
  const find = async () => {
    const typed = value(at("venue"));
    if (!typed) return;
    say(at("found-state"), t("cf.finding"));
    try {
      const code = readVenue(typed)?.code;
      const found = code ? [await staffAsk(`/venues/${code}`, { has: "venue_id" })] : (await staffAsk(`/venues?${new URLSearchParams({ q: typed, limit: String(MOST_FOUND) })}`, { has: "venues" })).venues;
      say(at("found-state"), t("desk.found", { count: found.length }));
      $(at("found")).replaceChildren(...found.map((/** @type {any} */ each) => h("li", {}, h("button", { type: "button", class: "choice", onclick: () => {
        choose({ venue_id: each.venue_id, name: each.name });
        $(at("from")).focus();
      } }, h("b", {}, each.name), h("br"), h("small", {}, [each.address, shown(each.code)].filter(Boolean).join(" · "))))));
    } catch (error) {
      say(at("found-state"), reason(error));
    }
  };
  /** @param {string} name @param {string} label */
  const when = (name, label) => {
    const group = h("fieldset", { class: "field" }, h("legend", {}, label));
    return { group, field: whenField(at(name), { time: true, group }) };
  };
  const [from, to] = [when("from", t("cf.from")), when("to", t("cf.to"))];
  const kind = h("select", { onchange: () => form() }, ...Object.entries(KINDS).map(([code, key]) => h("option", { value: code }, t(key))));
  const root = h("li", { class: "card milestone" },
    h("div", { class: "head" }, h("h3", {}), h("button", { type: "button", class: "link", onclick: removed }, t("cf.remove"))),
    field("kind", t("cf.kind"), kind),
    h("div", { "data-part": "venue" },
      field("venue", t("cf.venue"), h("input", { type: "search", maxlength: "100", autocomplete: "off", onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        void find();
      } }), t("cf.venue-hint")),
      h("button", { type: "button", class: "button", onclick: find }, t("desk.find")),
      h("p", { class: "small", role: "status", id: at("found-state") }),
      h("ul", { class: "list", id: at("found") }),
      h("p", { class: "note", id: at("chosen"), hidden: true })),
    h("div", { "data-part": "people" }, field("people", t("cf.people"), h("textarea", { rows: "3", autocomplete: "off" }), t("cf.people-hint"))),
    h("div", { class: "pair", "data-part": "time" }, from.group, to.group),
    h("div", { "data-part": "place" }, field("place", t("cf.place"), h("input", { type: "text", maxlength: "200", autocomplete: "off" }))),
    h("details", {}, h("summary", {}, t("cf.of-more")), field("of", t("cf.of"), h("input", { type: "text", autocomplete: "off", maxlength: "20", list: "known-persons" }), t("cf.of-hint"))));

  const form = () => {
    const parts = FIELDS[kind.value] ?? [];
    for (const part of root.querySelectorAll("[data-part]")) show(part, parts.includes(part.getAttribute("data-part") ?? ""));
    show(/** @type {Element} */ (root.querySelector("details")), ["household", "met_close"].includes(kind.value));
  };

  /** @returns {{milestone: Milestone, faults: Fault[]}} */
  const read = () => {
    const parts = FIELDS[kind.value] ?? [];
    /** @type {Fault[]} */
    const faults = [];
    /** @type {Milestone} */
    const milestone = { kind: kind.value };
    /** @param {string} name @param {string} text */
    const fault = (name, text) => void faults.push({ field: at(name), text });
    if (parts.includes("venue")) {
      if (venue) milestone.venue_id = venue.venue_id;
      else fault("venue", t("cf.no-venue"));
    }
    if (parts.includes("people")) {
      const lines = value(at("people")).split(/[\n,;]+/).map((line) => line.trim()).filter(Boolean);
      const wrong = lines.find((line) => !personOf(line));
      if (!lines.length) fault("people", t("cf.no-people"));
      else if (wrong) fault("people", t("cf.bad-person", { line: wrong }));
      else milestone.people = lines.map((line) => /** @type {PersonRef} */ (personOf(line)));
    }
    if (parts.includes("time")) {
      const [start, end] = [from.field.read(), to.field.read()];
      faults.push(...start.faults, ...end.faults);
      if (!start.value && !start.faults.length) fault("from", t("cf.no-from"));
      if (!end.value && !end.faults.length) fault("to", t("cf.no-to"));
      if (Date.parse(end.value) <= Date.parse(start.value)) fault("to", t("cf.order"));
      if (start.value) milestone.from = start.value;
      if (end.value) milestone.to = end.value;
    }
    if (parts.includes("place") && value(at("place"))) milestone.place = value(at("place"));
    if (["household", "met_close"].includes(kind.value) && value(at("of"))) {
      if (isPerson(value(at("of")))) milestone.of_person_id = normalised(value(at("of")));
      else fault("of", t("cf.bad-of"));
    }
    return { milestone, faults };
  };

  /** @param {Milestone} given */
  const fill = (given) => {
    select(at("kind")).value = given.kind;
    form();
    if (given.venue_id) choose({ venue_id: given.venue_id, name: given.venue_name || venueName(given.venue_id) });
    from.field.set(given.from);
    to.field.set(given.to);
    input(at("place")).value = given.place ?? "";
    input(at("people")).value = (given.people ?? []).map((each) => each.phone ?? each.person_id ?? "").join("\n");
    if (given.of_person_id) {
      input(at("of")).value = given.of_person_id;
      /** @type {HTMLDetailsElement} */ (root.querySelector("details")).open = true;
    }
  };
  return { id, root, read, fill, form };
}
