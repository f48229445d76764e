/** Staff sign in here, and come back to where they were going. */

import { $, focusOn, show } from "../../parts/dom.mjs";
import { startPage } from "../../parts/page.mjs";
import { SignInFault, isIdle, lock, onLocked, signOut, staff } from "../../parts/session.mjs";
import { signInForm } from "../../parts/signin.mjs";
import { showWho } from "../../parts/staff.mjs";
import { drawFigures } from "./figures.mjs";

/** Only a page of staff: no address from outside is followed. A fragment (a case) came along behind `next`. */
function next() {
  const asked = new URLSearchParams(location.search).get("next") ?? "";
  return /^\/(staff|tracer)\/[a-z]+(\?[^#]*)?$/.test(asked) ? asked + location.hash : "";
}

function draw() {
  const inside = Boolean(staff());
  show("out", !inside);
  show("in", inside);
  showWho();
  if (inside) drawFigures();
}

await startPage({ worker: false });
if (isIdle(Date.now())) {
  lock();
  show("idle");
}
onLocked(async () => {
  draw();
  throw new SignInFault("NotSignedIn");
});
signInForm(() => {
  if (next()) return location.replace(next());
  draw();
  focusOn("in-heading");
});
$("sign-out").addEventListener("click", () => signOut().then(draw));
draw();
