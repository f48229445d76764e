/** What a page that needs the network shows without one. */

import { startPage } from "../../parts/page.mjs";

void startPage();
