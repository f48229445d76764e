/**
 * People of a form, a row each: a number is looked up while it is typed, whoever is not registered is registered on the
 * spot. A row keeps its own state, so that what one lacks never costs the others.
 */

import { isPerson, normalised } from "./code.mjs";
import { $, h, input } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { initials, isPhone, maskedPhone } from "./person.mjs";
import { reason } from "./problem.mjs";
import { staffAsk } from "./session.mjs";
import { newcomer } from "./person-new.mjs";

/** @typedef {{person_id?: string, phone?: string, display_name?: string, year_of_birth?: number}} PersonRef */
/** @typedef {{id: string, ref: PersonRef, state: "finding" | "found" | "several" | "new" | "silent", root: HTMLElement}} Row */

const PAUSE = 500;

/** Whom a typed line names. @param {string} line @returns {PersonRef | null} */
function named(line) {
  if (isPhone(line)) return { phone: line };
  return isPerson(line) ? { person_id: normalised(line) } : null;
}

/** `N. T. Hà · 1987`, or the masked number of somebody whose name is not known yet. @param {PersonRef} ref */
export const personLabel = (ref) =>
  [ref.display_name, ref.year_of_birth].filter(Boolean).join(" · ") || (ref.phone ? maskedPhone(ref.phone) : t("pr.unnamed"));

/** @param {string} id of the box where numbers are typed, unique on the page @param {() => void} [changed] */
export function personRows(id, changed = () => undefined) {
  /** @type {Row[]} */
  let rows = [];
  let made = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const list = h("ul", { class: "people", "aria-label": t("pr.list") });
  const box = h("input", { id, type: "text", inputmode: "tel", autocomplete: "off", maxlength: "500", "aria-describedby": `${id}-hint` });
  const state = h("p", { class: "small", role: "status" });

  /** @param {Row} row */
  const remove = (row) => {
    rows = rows.filter((each) => each !== row);
    row.root.remove();
    box.focus();
    changed();
  };
  /** @param {Row} row @param {...(Node | string)} more */
  const draw = (row, ...more) => {
    const who = personLabel(row.ref);
    const text = { finding: t("cf.finding"), found: "", several: t("cases.several"), new: t("pr.new"), silent: t("pr.silent") }[row.state];
    row.root.className = `person ${row.state}`;
    row.root.replaceChildren(
      h("div", { class: "person-line" }, h("b", {}, who), text && h("span", { class: "small", role: "status" }, text),
        h("button", { type: "button", class: "link", id: row.id, "aria-label": t("pr.remove", { who }), onclick: () => remove(row) }, "✕")),
      ...more);
  };
  /** @param {Row} row @param {any} person */
  const settle = (row, person) => {
    if (rows.some((each) => each !== row && each.ref.person_id === person.person_id)) return remove(row);
    row.ref = { person_id: person.person_id, display_name: initials(person.display_name), year_of_birth: person.year_of_birth };
    row.state = "found";
    draw(row);
    state.textContent = t("pr.found", { who: personLabel(row.ref) });
    changed();
  };
  /** @param {Row} row */
  const lookUp = async (row) => {
    row.state = "finding";
    draw(row);
    const { phone, person_id } = row.ref;
    try {
      const { persons } = await staffAsk("/person-lookups", { body: { ...(phone ? { phone } : { person_id }), reason: t("pr.why") }, has: "persons" });
      if (!rows.includes(row)) return;
      if (persons.length === 1) return settle(row, persons[0]);
      row.state = persons.length ? "several" : "new";
      if (persons.length) return draw(row, h("ul", { class: "list" }, ...persons.map((/** @type {any} */ each) =>
        h("li", {}, h("button", { type: "button", class: "choice", onclick: () => settle(row, each) }, h("b", {}, each.display_name), h("small", {}, ` ${each.year_of_birth} · ${each.unit?.name ?? ""}`))))));
      draw(row, newcomer(`${row.id}-new`, row.ref.phone ?? "", (person) => settle(row, person)));
    } catch (error) {
      row.state = "silent";
      draw(row, h("p", { class: "small" }, reason(error)), h("button", { type: "button", class: "button", onclick: () => void lookUp(row) }, t("pr.again")));
    }
  };
  /** @param {PersonRef} ref @param {boolean} ask */
  const add = (ref, ask) => {
    const known = rows.some((each) => (ref.person_id && each.ref.person_id === ref.person_id) || (ref.phone && each.ref.phone === ref.phone));
    if (known) return;
    const row = /** @type {Row} */ ({ id: `${id}-${++made}`, ref, state: "found", root: h("li", {}) });
    rows.push(row);
    list.append(row.root);
    if (ask) void lookUp(row);
    else draw(row);
  };
  /** Takes every whole number out of the box; what is not one stays to be mended. */
  const take = () => {
    const lines = box.value.split(/[\n,;]+/).map((line) => line.trim()).filter(Boolean);
    const whole = lines.filter(named);
    if (!whole.length) return;
    box.value = lines.filter((line) => !named(line)).join(", ");
    for (const line of whole) add(/** @type {PersonRef} */ (named(line)), true);
    changed();
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(take, PAUSE);
  });
  box.addEventListener("change", take);
  box.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\n\t]/.test(text)) return;
    event.preventDefault(); // a box of one line would join the lines of a column to one number
    box.value = [box.value, text.replace(/[\n\t]+/g, ", ")].filter(Boolean).join(", ");
    take();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take();
  });

  return {
    root: h("div", { class: "person-rows" }, h("div", { class: "field" }, h("label", { for: id }, t("cf.people")), h("p", { class: "hint", id: `${id}-hint` }, t("cf.people-hint")), box), state, list),
    /** @returns {{people: PersonRef[], faults: {field: string, text: string}[]}} */
    read: () => {
      take();
      const faults = rows.flatMap((row) => {
        if (row.state === "several") return [{ field: row.id, text: t("pr.choose", { who: personLabel(row.ref) }) }];
        return row.state === "new" ? [{ field: row.id, text: t("pr.register-first", { who: personLabel(row.ref) }) }] : [];
      });
      const left = input(id).value.trim();
      if (left) faults.push({ field: id, text: t("cf.bad-person", { line: left }) });
      else if (!rows.length) faults.push({ field: id, text: t("cf.no-people") });
      return { people: rows.map((row) => row.ref), faults };
    },
    /** @param {PersonRef[]} people */
    fill: (people) => {
      rows = [];
      list.replaceChildren();
      for (const each of people) add(each, Boolean(each.phone && !each.person_id));
    },
    /** What the server says of the nth person stands at that row. @param {number} nth */
    inputOf: (nth) => (rows[nth] && document.getElementById(rows[nth].id) ? rows[nth].id : $(id).id),
  };
}
