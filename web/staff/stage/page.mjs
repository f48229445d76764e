/** How the stage fares, for operators. What the cloud could not say is said to be missing, never to be well. */

import { $, h, inTurn, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { icon } from "../../parts/icon.mjs";
import { t } from "../../parts/i18n.mjs";
import { moment } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { reason } from "../../parts/problem.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { startStaff } from "../../parts/staff.mjs";
import { spoken } from "./schedule.mjs";

const EVERY = 60_000;
const HOUR_S = 3600;
/** @type {Record<string, string>} */
const VERDICTS = { trouble: "stage.trouble", unknown: "stage.unknown", well: "stage.well" };

/** @param {string | undefined} at */
const when = (at) => (at ? moment(Date.parse(at), Date.now()) : t("stage.no-figure"));
/** @param {number | undefined} seconds */
const long = (seconds) =>
  seconds === undefined ? t("stage.no-figure") : seconds < 60 ? t("stage.seconds", { count: seconds })
    : seconds < HOUR_S ? t("stage.minutes", { count: Math.floor(seconds / 60) }) : t("stage.hours", { count: Math.floor(seconds / HOUR_S) });

/** @param {string} head @param {(string | Node)[]} cells @param {boolean} bad @param {number[]} numbers places of the numbers among the cells */
const row = (head, cells, bad, numbers) =>
  h("tr", { class: bad ? "bad" : undefined }, h("th", { scope: "row" }, head), ...cells.map((cell, place) => h("td", { class: numbers.includes(place) ? "n" : undefined }, cell)));

/** On a phone each row is a card: its cells say what they are. @param {HTMLElement} body */
function label(body) {
  const heads = [...(body.closest("table")?.querySelectorAll("thead th") ?? [])].map((each) => each.textContent ?? "");
  for (const line of body.children) [...line.children].slice(1).forEach((cell, place) => cell.setAttribute("data-label", heads[place + 1] ?? ""));
}

/** A part of the answer that is missing is said so. @param {string} id @param {any[] | undefined} found @param {(one: any) => Node} draw @param {string} none */
function list(id, found, draw, none) {
  $(id).replaceChildren(...(found ?? []).map(draw));
  if ($(id).localName === "tbody") {
    label($(id));
    show(`${id}-frame`, Boolean(found?.length));
  }
  say(`${id}-none`, t(found ? none : "stage.no-figure"));
  show(`${id}-none`, !found?.length);
}

/** @param {any} alarm */
const alarmCard = (alarm) =>
  h("li", { class: `card ${alarm.state}` },
    h("p", {}, icon(alarm.state === "rings" ? "refused" : "waiting"), " ", h("b", {}, alarm.name), ` – ${t(alarm.state === "rings" ? "stage.rings" : "stage.alarm-unknown")}`, alarm.since ? `, ${t("stage.since", { when: when(alarm.since) })}` : ""),
    alarm.meaning && h("p", { lang: "en" }, alarm.meaning),
    alarm.playbook && h("p", {}, `${t("stage.playbook")} `, h("code", {}, `docs/playbooks/${alarm.playbook}.md`)));

/** @param {any[] | undefined} alarms */
function drawAlarms(alarms) {
  const loud = alarms?.filter((each) => each.state !== "ok");
  const calm = alarms?.filter((each) => each.state === "ok") ?? [];
  list("alarms", alarms?.length ? loud : undefined, alarmCard, "stage.none-rings");
  if (alarms && !alarms.length) say("alarms-none", t("stage.no-alarms"));
  say("quiet-summary", t("stage.calm", { count: calm.length }));
  show("quiet-alarms", calm.length > 0);
  $("quiet").replaceChildren(...calm.map((each) => h("li", {}, each.name)));
}

/** What was told last; nothing while the stage is not reached. @type {any} */
let last;

/** @param {any} told */
function draw(told) {
  last = told;
  say("verdict", t(VERDICTS[told.verdict] ?? "stage.unknown"));
  $("verdict").className = `verdict ${told.verdict}`;
  say("as-of", t("stage.as-of", { stage: told.stage, when: when(told.at) }));
  drawAlarms(told.alarms);
  list("queues", told.queues, (each) =>
    row(each.name, [count(each.waiting), count(each.under_way), each.parked ? t(each.waiting ? "stage.parked" : "stage.parked-none") : long(each.oldest_s)], each.parked && each.waiting > 0, [0, 1]), "stage.nothing");
  list("workflows", told.workflows, (each) =>
    row(each.name, [count(each.running), `${count(each.failed)}${each.last_failed ? ` (${when(each.last_failed)})` : ""}`], each.failed > 0, [0, 1]), "stage.nothing");
  list("scheduled", told.scheduled, (each) =>
    row(each.name, [each.enabled ? `${when(each.last_run)} · ${spoken(each.schedule)}` : t("stage.disabled"), each.errors === undefined ? t("stage.no-figure") : count(each.errors)], !each.enabled || each.errors > 0, [1]), "stage.nothing");
  list("deployed", told.deployed, (each) => row(each.name, [when(each.at), each.state.replaceAll("_", "_\u200b")], /FAILED|ROLLBACK/.test(each.state), []), "stage.nothing");
  show("all");
}

const load = inTurn(async () => {
  try {
    draw(await staffAsk("/stage-health", { has: "verdict" }));
    show("fault", false);
  } catch (error) {
    last = undefined;
    say("fault", reason(error));
    show("fault");
    say("verdict", t("stage.unreached"));
    $("verdict").className = "verdict unknown";
    show("all", false);
  }
});

await startStaff();
$("again").addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($("again")), async () => void (await load())));
document.addEventListener("language", () => last && draw(last)); // labels of cells are no text, which the language would turn
setInterval(() => {
  if (document.visibilityState === "visible") void load();
}, EVERY);
void load();
