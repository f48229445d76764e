/** One interview milestone as a row of a form: where the F0 was or was not, who was met, who lives there. */

import { normalised, readVenue, shown } from "./code.mjs";
import { $, h, input, say, select, show } from "./dom.mjs";
import { value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { personRows } from "./person-rows.mjs";
import { reason } from "./problem.mjs";
import { staffAsk } from "./session.mjs";
import { venueName } from "./venue-names.mjs";
import { whenField } from "./when-field.mjs";

/** @typedef {{field: string, text: string}} Fault */
/** @typedef {import("./person-rows.mjs").PersonRef} PersonRef */
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
 * @property {string} [of_name]
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
      const { venues: found, next_cursor } = code
        ? { venues: [await staffAsk(`/venues/${code}`, { has: "venue_id" })], next_cursor: "" }
        : await staffAsk(`/venues?${new URLSearchParams({ q: typed, limit: String(MOST_FOUND) })}`, { has: "venues" });
      say(at("found-state"), t(next_cursor ? "desk.found-first" : "desk.found", { count: found.length }));
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
  const people = personRows(at("people"));
  const of = h("select", {});
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
    h("div", { "data-part": "people" }, people.root),
    h("div", { class: "pair", "data-part": "time" }, from.group, to.group),
    h("div", { "data-part": "place" }, field("place", t("cf.place"), h("input", { type: "text", maxlength: "200", autocomplete: "off" }))),
    h("details", {}, h("summary", {}, t("cf.of-more")), field("of", t("cf.of"), of, t("cf.of-hint"))));

  /** The contacts of the case whose own form this may be; `given` stands among them. @param {string} [given] @param {string} [name] */
  const contacts = (given = of.value, name = "") => {
    const known = [...document.querySelectorAll("#known-persons option")].map((each) => [normalised(each.getAttribute("value") ?? ""), each.textContent ?? ""]);
    const all = given && !known.some(([person]) => person === given) ? [...known, [given, name || t("pr.unnamed")]] : known;
    of.replaceChildren(h("option", { value: "" }, t("cf.of-f0")), ...all.map(([person, label]) => h("option", { value: person }, label ?? "")));
    of.value = given;
    return all.length > 0;
  };
  const form = () => {
    const parts = FIELDS[kind.value] ?? [];
    for (const part of root.querySelectorAll("[data-part]")) show(part, parts.includes(part.getAttribute("data-part") ?? ""));
    show(/** @type {Element} */ (root.querySelector("details")), ["household", "met_close"].includes(kind.value) && contacts());
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
      const read = people.read();
      faults.push(...read.faults);
      milestone.people = read.people;
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
    if (["household", "met_close"].includes(kind.value) && of.value) milestone.of_person_id = of.value;
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
    people.fill(given.people ?? []);
    if (given.of_person_id) {
      contacts(given.of_person_id, given.of_name);
      const more = /** @type {HTMLDetailsElement} */ (root.querySelector("details"));
      show(more);
      more.open = true;
    }
  };
  return { id, root, read, fill, form, people };
}
