/** What is kept, for how long, who may see it. Static. */

import { startPage } from "../../parts/page.mjs";

void startPage();
