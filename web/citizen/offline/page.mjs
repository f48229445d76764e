/** What a page that needs the network shows without one; a personal code is promised to those who have one. */

import { show } from "../../parts/dom.mjs";
import { startPage } from "../../parts/page.mjs";
import { wireWhomToCall } from "../../parts/whom-to-call.mjs";

try {
  show("code", localStorage.getItem("known") === "1");
} catch {
  /* storage refused: nothing was kept, the code neither */
}
void startPage().then(() => wireWhomToCall());
