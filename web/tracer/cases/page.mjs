/** Cases of the unit: the list, finding one of them, confirming a new F0. */

import { panel, say, show } from "../../parts/dom.mjs";
import { reason } from "../../parts/problem.mjs";
import { startStaff } from "../../parts/staff.mjs";
import { wireConfirm } from "./confirm.mjs";
import { wireList } from "./list.mjs";

/** @param {unknown} error */
function fault(error) {
  say("fault", reason(error));
  show("fault");
}

const view = new URLSearchParams(location.search).get("view") === "new" ? "new" : "list";
panel(view);
await startStaff();
if (view === "new") wireConfirm();
else void wireList(fault);
