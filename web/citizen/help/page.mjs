/** Questions that people ask, whom to turn to, and how far these pages can be used by everybody. */

import { startPage } from "../../parts/page.mjs";
import { wireWhomToCall } from "../../parts/whom-to-call.mjs";

void startPage().then(() => wireWhomToCall());
