/** The answer to an address that is no page. */

import { startPage } from "../../parts/page.mjs";
import { wireWhomToCall } from "../../parts/whom-to-call.mjs";

void startPage({ worker: false }).then(() => wireWhomToCall());
