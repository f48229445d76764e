/** What is kept, for how long, who may see it. Static. */

import { startPage } from "../../parts/page.mjs";
import { wireWhomToCall } from "../../parts/whom-to-call.mjs";

void startPage().then(() => wireWhomToCall());
