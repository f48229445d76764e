/** The home page: what this is, and where each actor begins. */

import { startPage } from "../../parts/page.mjs";

void startPage();
