/** What a page that needs the network shows without one. */

import { startPage } from "../../parts/page.mjs";
import { wireWhomToCall } from "../../parts/whom-to-call.mjs";

void startPage().then(() => wireWhomToCall());
