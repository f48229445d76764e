/** One case: where its trace stands, what is held, whom it found, what may be done. Its id is in the fragment only. */

import { Refusal, Unreachable } from "../../parts/api.mjs";
import { isCase, normalised, shown } from "../../parts/code.mjs";
import { wireContactFilters } from "../../parts/contact-filters.mjs";
import { wireContacts } from "../../parts/contact-rows.mjs";
import { $, focusOn, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { workText } from "../../parts/list-filters.mjs";
import { moment } from "../../parts/moment.mjs";
import { narrowFold } from "../../parts/narrow-fold.mjs";
import { count } from "../../parts/num.mjs";
import { reason } from "../../parts/problem.mjs";
import { may } from "../../parts/roles.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { announce, startStaff } from "../../parts/staff.mjs";
import { wireActs } from "./acts.mjs";
import { wireExport } from "./export.mjs";
import { drawFile } from "./file.mjs";
import { wirePaper } from "./paper.mjs";
import { drawFound, drawHeld, drawRule, drawStatus } from "./status.mjs";
import { wireTabs } from "./tabs.mjs";

/** Why a list has nobody in it. @type {Record<string, string>} */
const EMPTY = { running: "case.empty-running", held: "case.empty-held", window_empty: "case.empty-window", retracted: "case.empty-retracted" };
const SOON = 2000;
const LATER = 30_000;

let id = "";
/** @type {any} what getTrace said last */
let trace;
/** @type {any} the file of the case; undefined for roles that may not see it */
let file;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {{draw: (again: boolean) => Promise<void>} | undefined} */
let graph;

/** @param {string} box @returns {(error: unknown) => void} */
const faultIn = (box) => (error) => {
  say(box, error ? reason(error) : "");
  show(box, Boolean(error));
};
const fault = faultIn("fault");
const contactsFault = faultIn("contacts-fault");

await startStaff();
const mayList = may("listContacts");

const filters = wireContactFilters(() => void loadContacts());
const contacts = wireContacts({
  query: () => new URLSearchParams([["case_id", id], ...filters.query()]),
  fault: contactsFault,
  counted: (counts) => {
    say("work", counts.to_call ? workText(counts) : "");
    filters.seen(contacts.rows.values());
  },
});

async function loadContacts() {
  if (!mayList) {
    show("contacts-frame", false);
    say("contacts-empty", t("case.no-list"));
    return show("contacts-empty");
  }
  contactsFault(null);
  await contacts.load().catch(contactsFault);
  say("contacts-empty", t(filters.any() ? "case.empty-filter" : EMPTY[trace?.status] ?? "case.empty", { people: count(trace?.held?.people ?? 0) }));
}

/** The file is read once and after each change: every reading is recorded. */
async function loadFile() {
  file = await staffAsk(`/cases/${id}`, { has: "case_id" }).catch((error) => {
    if (error instanceof Refusal && error.status === 403) return undefined;
    throw error;
  });
  show("file-none", !file);
  show("file-all", Boolean(file));
  if (!file) return;
  drawFile(file);
}

async function readTrace() {
  const told = await staffAsk(`/cases/${id}/trace?limit=1`, { has: "case_id" });
  const changed = trace && (trace.status !== told.status || trace.revision !== told.revision);
  trace = told;
  return changed;
}

async function drawTrace() {
  drawStatus(trace);
  drawFound(trace);
  drawRule(trace, file?.confirmed_at);
  await drawHeld(trace.status === "held" ? trace.held : undefined, Boolean(file?.confirmed_by_me));
  const retracted = trace.status === "retracted";
  for (const name of ["amend", "retrace", "retract"]) /** @type {HTMLButtonElement} */ ($(name)).disabled = retracted;
}

/** Looks again: soon while a run works, seldom otherwise, not at all while nobody looks. */
function lookAgain() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (document.visibilityState === "visible") await look();
    lookAgain();
  }, trace?.status === "running" ? SOON : LATER);
}

async function look() {
  try {
    const before = trace?.status;
    const changed = await readTrace();
    show("stale", false);
    if (changed && trace.status !== "running") await loadFile();
    await drawTrace();
    if (changed) {
      await loadContacts();
      await graph?.draw(true);
      if (before === "running") announce(t("case.finished"));
    }
  } catch (error) {
    if (!(error instanceof Unreachable) && !(error instanceof Refusal)) throw error;
    say("stale", t("case.stale", { when: moment(seenAt, Date.now()) }));
    show("stale");
    return;
  }
  seenAt = Date.now();
}
let seenAt = Date.now();

/** @param {string} text */
async function done(text) {
  announce(text);
  focusOn("told");
  await look();
  lookAgain();
}

const tabs = wireTabs((name) => {
  if (name !== "graph") return;
  import("./graph.mjs").then(async (part) => {
    graph ??= part.wireGraph({ id: () => id, mayList, open: contacts.show });
    await graph.draw(false);
  }).catch((error) => {
    say("graph-state", error instanceof Refusal || error instanceof Unreachable ? reason(error) : t("problem.unreachable"));
  });
});
const acts = wireActs({ id: () => id, file: () => file, trace: () => trace, fault, done, persons: () => [...contacts.rows.values()].map((row) => [row.person_id, row.display_name]) });
narrowFold("takes-more", "takes");
wireExport({ id: () => id, fault: contactsFault });
wirePaper({ contacts, fault: contactsFault });

async function start() {
  clearTimeout(timer);
  id = normalised(location.hash.slice(1));
  [trace, file] = [undefined, undefined];
  fault(null);
  announce("");
  acts.close();
  const known = isCase(id);
  show("none", !known);
  show("all", false);
  show("loading", known);
  if (!known) return;
  say("heading", t("case.named", { code: shown(id) }));
  show("file-acts", may("amendCase"));
  show("filters", mayList);
  try {
    await Promise.all([readTrace(), loadFile()]);
    await drawTrace();
  } catch (error) {
    return fault(error);
  } finally {
    show("loading", false);
  }
  seenAt = Date.now();
  show("all");
  lookAgain();
  tabs.start();
  await loadContacts();
}

addEventListener("hashchange", () => void start());
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && trace) void look();
});
void start();
