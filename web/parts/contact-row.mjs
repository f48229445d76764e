/** One contact as a table row (a card on a phone): who, why, how far word has come, what was done, until when. */

import { normalised, shown } from "./code.mjs";
import { evidenceOf } from "./contact.mjs";
import { h } from "./dom.mjs";
import { due } from "./due.mjs";
import { kindName } from "./evidence.mjs";
import { REASONS, STATES, isOpen, mayBeCalled } from "./follow-up.mjs";
import { homeOf } from "./home.mjs";
import { t } from "./i18n.mjs";
import { icon } from "./icon.mjs";
import { moment } from "./moment.mjs";
import { may } from "./roles.mjs";
import { toldText } from "./told.mjs";

/** @typedef {import("./contact.mjs").Contact} Contact */

const FEW = 2;

/** @param {Contact} row */
export const key = (row) => `${normalised(row.case_id)}/${row.person_id}`;

/** The clock of a row, by word, icon and colour. @param {Contact} row @param {number} now */
export function clockOf(row, now) {
  if (row.status !== "to_call" || row.became_case_id) return null;
  const { state, text } = due(row.call_at || row.due_at, now);
  return h("span", { class: `due ${state}` }, state === "later" ? null : icon(state === "late" ? "refused" : "waiting"), text);
}

/** @param {Contact} row @param {(id: string) => string | undefined} person */
function why(row, person) {
  const all = evidenceOf(row, person);
  const rest = all.slice(FEW);
  return [
    h("ul", { class: "evidence" }, ...all.slice(0, FEW)),
    rest.length > 0 && h("details", {}, h("summary", {}, t("contact.more-evidence", { count: rest.length })), h("ul", { class: "evidence" }, ...rest)),
  ];
}

/** The case, as a link for those who may open it. @param {string} code @param {string} text @param {string} style */
const caseLink = (code, text, style) =>
  may("getTrace") ? h("a", { class: style, href: `/tracer/case#${normalised(code)}` }, text) : h("span", { class: style }, text);

/** @param {Contact} row @param {(id: string) => string | undefined} person @param {boolean} cases rows are of several cases */
function who(row, person, cases) {
  return [
    h("td", {}, h("span", { class: `grade ${row.level.toLowerCase()}` }, row.level), ` ${kindName(row.closeness)}`,
      row.became_case_id && caseLink(row.became_case_id, t("contact.became-case"), "badge warn"),
      row.doubtful && h("span", { class: "badge warn" }, t(row.predates_registration ? "contact.predates" : "contact.doubtful")),
      cases && caseLink(row.case_id, t("case.named", { code: shown(row.case_id) }), "small block")),
    h("td", {}, ...why(row, person)),
  ];
}

/** @param {Contact} row */
function standing(row) {
  const now = Date.now();
  const lost = row.told_state === "unreachable";
  return h("td", {}, h("span", { class: `state ${row.status}` }, t(STATES[row.status])), clockOf(row, now),
    row.attempts > 0 && h("span", { class: "small block" }, t("contact.attempts", { count: row.attempts })),
    row.calling && h("span", { class: "badge warn" }, t("calling.row", { name: row.calling })),
    row.call_at && row.status === "to_call" && h("span", { class: "small block" }, t("later.at", { when: moment(Date.parse(row.call_at), now) })),
    row.close_reason && h("span", { class: "small block" }, t(REASONS[row.close_reason] ?? "end.other")),
    row.assigned_to && h("span", { class: "small block" }, t(row.assigned_to_me ? "task.mine" : "task.of", { name: row.assigned_to })),
    h("span", { class: lost ? "word lost" : "word small" }, lost && isOpen(row) ? icon("refused") : null, toldText(row, now)),
    row.handed_over && h("span", { class: "badge off" }, t(row.accepted_at ? "contact.accepted" : "contact.handed-over", { unit: row.unit.name })));
}

/**
 * @param {Contact} row
 * @param {{person: (id: string) => string | undefined, cases: boolean, show: (row: Contact, call?: boolean) => void}} page
 */
export function rowOf(row, { person, cases, show }) {
  /** @param {string} text @param {() => void} work @param {string} style */
  const act = (text, work, style) =>
    h("button", { type: "button", class: style, onclick: work }, text, h("span", { class: "quiet" }, ` ${row.display_name}`));
  const calls = mayBeCalled(row);
  return h("tr", { id: `row-${key(row)}`, class: row.overdue ? "overdue" : undefined },
    h("th", { scope: "row" },
      isOpen(row) && !row.theirs && h("label", { class: "pick screen" }, h("input", { type: "checkbox", name: "pick", value: key(row) }), h("span", { class: "quiet" }, t("task.pick", { name: row.display_name }))),
      row.display_name,
      h("span", { class: "small" }, [row.phone_masked || t("contact.no-phone"), row.year_of_birth, homeOf(row)].filter(Boolean).join(" · "))),
    ...who(row, person, cases),
    standing(row),
    h("td", {}, h("div", { class: "acts" },
      calls && act(t("contact.call-row"), () => show(row, true), "button main"),
      act(t(calls || !isOpen(row) ? "contact.result-row" : "contact.look-row"), () => show(row), "button"))));
}
