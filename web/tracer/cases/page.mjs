/** Cases of the unit: the list, opening one by its code, confirming a new F0. */

import { isCase, normalised } from "../../parts/code.mjs";
import { $, panel, say, show } from "../../parts/dom.mjs";
import { showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { reason } from "../../parts/problem.mjs";
import { startStaff } from "../../parts/staff.mjs";
import { wireConfirm } from "./confirm.mjs";
import { wireList } from "./list.mjs";

/** @param {unknown} error */
function fault(error) {
  say("fault", reason(error));
  show("fault");
}

const open = /** @type {HTMLFormElement} */ ($("open"));
open.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isCase(value("case"))) return showFaults(open, [{ field: "case", text: t("cases.bad-code") }]);
  location.assign(`/tracer/case#${normalised(value("case"))}`);
});

const view = new URLSearchParams(location.search).get("view") === "new" ? "new" : "list";
panel(view);
await startStaff();
if (view === "new") wireConfirm();
else wireList(fault)();
