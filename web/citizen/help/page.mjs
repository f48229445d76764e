/** Questions that people ask, whom to turn to, and how far these pages can be used by everybody. Static. */

import { startPage } from "../../parts/page.mjs";

void startPage();
